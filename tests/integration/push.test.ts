import { expect, test } from 'vitest';

import { startPushingStack } from '../harness/pushing.ts';
import { waitUntil } from '../harness/stack.ts';

const texts = (pushed: readonly { readonly payload: object }[]) =>
  pushed.map(({ payload }) => ('body' in payload ? payload.body : 'closed'));

test('[PUSH-1] [PUSH-2] [PUSH-3] a mention reaches browsers and phones of who is meant within two seconds, once, from any of two nodes', async () => {
  await using room = await startPushingStack({ nodes: 2 });
  const { stack, to, say } = room;
  const alice = await room.withBrowser('alice');
  const bob = await room.withBrowser('bob');
  const { person: phil, token } = await room.withPhone('phil');
  await room.withBrowser('eve');
  const messageId = await say(alice, 'Lunch, all of you?', [
    { userId: bob.id },
    { userId: phil.id },
  ]);
  const saidAt = Date.now();
  await waitUntil(() => to('bob').length > 0 && to(token).length > 0, 'both to be notified');
  expect(Math.max(...room.services.pushed.map(({ at }) => at)) - saidAt).toBeLessThan(2_000);
  expect(to('bob')).toMatchObject([
    {
      payload: {
        is: 'show',
        eventId: stack.eventId,
        messageId,
        title: expect.stringMatching(/^alice · /),
        body: 'Lunch, all of you?',
      },
    },
  ]);
  expect(texts(to(token))).toEqual(['Lunch, all of you?']);
  await waitUntil(
    async () => (await room.states()).every(({ state }) => state === 'handed-over'),
    'both to be marked',
  );
  expect(room.services.pushed).toHaveLength(2);
}, 60_000);

test('[PUSH-4] [PUSH-5] nobody is notified who wants nothing, has muted the event, has quiet hours, has it open or has read it; who wants all is told of plain messages', async () => {
  await using room = await startPushingStack();
  const { stack, to, say, services } = room;
  const alice = await stack.participant('alice');
  const [nothing, muted, quiet, here, all] = [
    await room.withBrowser('nothing'),
    await room.withBrowser('muted'),
    await room.withBrowser('quiet'),
    await room.withBrowser('here'),
    await room.withBrowser('all'),
  ];
  await room.set(nothing, { level: 'nothing', mutedUntil: null });
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  await room.set(muted, { level: 'all', mutedUntil: inAnHour });
  const minute = new Date().getUTCHours() * 60 + new Date().getUTCMinutes();
  const quietHours = {
    from: (minute + 1_430) % 1_440,
    until: (minute + 10) % 1_440,
    timeZone: 'UTC',
  };
  await room.settings(quiet, { hidesText: false, quietHours });
  await stack.joined(here, { v1: true });
  await room.set(all, { level: 'all', mutedUntil: null });
  await say(
    alice,
    'called',
    [nothing, muted, quiet, here].map(({ id: userId }) => ({ userId })),
  );
  await waitUntil(() => to('all').length === 1, 'who wants all to be told of one', 20_000);
  await say(alice, 'plain');
  await waitUntil(() => to('all').length === 2, 'and of the other', 20_000);
  expect(new Set(services.pushed.map((pushed) => pushed.to))).toEqual(new Set(['all']));
  for (const person of [all, muted])
    await room.set(person, { level: 'mentions', mutedUntil: null });
  await say(alice, 'plain again');
  const { rows } = await stack.database.pool.query('select count(*)::int as count from push_due');
  expect(rows).toEqual([{ count: 0 }]);
  expect(await room.states()).toHaveLength(2);
}, 60_000);

test('[PUSH-6] what comes for one device in one event within some seconds is one notification with their number, and its text is hidden by choice', async () => {
  await using room = await startPushingStack({ bundleMs: 3_000 });
  const { to, say } = room;
  const alice = await room.stack.participant('alice');
  const bob = await room.withBrowser('bob');
  const carol = await room.withBrowser('carol');
  for (const person of [bob, carol])
    await room.settings(person, { hidesText: true, quietHours: null });
  await room.set(carol, { level: 'all', mutedUntil: null });
  await say(alice, 'a secret', [{ userId: bob.id }]);
  await waitUntil(() => to('bob').length === 1, 'the first');
  for (const text of ['two', 'three', 'four']) await say(alice, text, [{ userId: bob.id }]);
  await waitUntil(() => to('bob').length === 2, 'the others');
  expect(texts(to('bob'))).toEqual(['You were mentioned', '4 new mentions']);
  await waitUntil(() => to('carol').length === 2, 'who is not mentioned');
  expect(texts(to('carol'))).toEqual(['New message', '4 new messages']);
  const tags = new Set(to('bob').map(({ payload }) => payload.tag));
  expect(tags.size).toBe(1);
}, 60_000);

test('[PUSH-7] a deleted message takes its notification back, and one that was not sent is not sent', async () => {
  await using room = await startPushingStack();
  const { stack, to, say } = room;
  const alice = await stack.participant('alice');
  const bob = await room.withBrowser('bob');
  const id = await say(alice, 'wrong chat', [{ userId: bob.id }]);
  await waitUntil(() => to('bob').length === 1, 'it to be shown');
  await room.ask(alice, 'DELETE', `/api/events/${stack.eventId}/messages/${id}`);
  await waitUntil(() => to('bob').length === 2, 'it to be taken back');
  expect(to('bob').map(({ payload }) => payload.is)).toEqual(['show', 'close']);
}, 60_000);

test('[PUSH-8] a device that is gone is removed, a service that is busy is asked again when it says, one that refuses is not, and receipts are read', async () => {
  await using room = await startPushingStack();
  const { stack, services, say, to } = room;
  const alice = await stack.participant('alice');
  const bob = await room.withBrowser('bob');
  const { person: phil, token } = await room.withPhone('phil');
  const { person: gone, token: goneToken } = await room.withPhone('gone');
  const devices = async () =>
    (await stack.database.pool.query('select count(*)::int as count from push_device')).rows[0]
      .count;

  services.next.push({ status: 429, headers: { 'retry-after': '1' } });
  await say(alice, 'one', [{ userId: bob.id }]);
  await waitUntil(() => to('bob').length === 1, 'another try', 15_000);

  services.tickets.set(goneToken, { status: 'error', details: { error: 'DeviceNotRegistered' } });
  await say(alice, 'two', [{ userId: gone.id }]);
  await waitUntil(async () => (await devices()) === 2, 'the device to be removed');

  services.receipts.set('ticket-1', {
    status: 'error',
    message: 'gone',
    details: { error: 'DeviceNotRegistered' },
  });
  await say(alice, 'three', [{ userId: phil.id }]);
  await waitUntil(() => to(token).length === 1, 'the phone to be notified');
  await waitUntil(async () => (await devices()) === 1, 'the receipt to be read', 15_000);

  services.next.push({ status: 413 });
  await say(alice, 'four', [{ userId: bob.id }]);
  await waitUntil(
    async () => (await room.states()).filter(({ state }) => state === 'failed').length === 3,
    'it to be given up',
  );
  expect(to('bob')).toHaveLength(1);
}, 60_000);

test('[PUSH-2] a service that does not say what became of earlier notifications holds up no new one', async () => {
  await using room = await startPushingStack();
  const { services, say, to } = room;
  const alice = await room.stack.participant('alice');
  const bob = await room.withBrowser('bob');
  const { person: phil, token } = await room.withPhone('phil');
  await say(alice, 'one', [{ userId: phil.id }]);
  await waitUntil(() => to(token).length === 1, 'the phone to be notified');
  services.next.push('hang');
  await waitUntil(() => services.next.length === 0, 'the receipt to be asked for', 15_000);
  await say(alice, 'two', [{ userId: bob.id }]);
  const saidAt = Date.now();
  await waitUntil(() => to('bob').length === 1, 'the browser to be notified', 15_000);
  expect((to('bob')[0]?.at ?? Infinity) - saidAt).toBeLessThan(2_000);
}, 60_000);

test('[PUSH-9] a device is notified until its session ends, only by a push service that may be used; settings are one’s own', async () => {
  await using room = await startPushingStack();
  const { stack, services, by } = room;
  const bob = await room.withBrowser('bob');
  const foreign = { ...services.subscribe('x'), endpoint: 'http://169.254.169.254/latest' };
  expect((await by(bob)('POST', '/api/notifications/devices', foreign)).status).toBe(400);
  const odd = { hidesText: true, quietHours: { from: 0, until: 1, timeZone: 'Mars/Olympus' } };
  expect((await by(bob)('PUT', '/api/notifications/settings', odd)).status).toBe(400);
  const stranger = await stack.person('stranger');
  const inEvent = `/api/events/${stack.eventId}/notifications`;
  expect((await by(stranger)('GET', inEvent)).status).toBe(403);
  expect((await by(bob)('GET', inEvent)).body).toEqual({ level: 'mentions', mutedUntil: null });
  const keys = (await by(bob)('GET', '/api/notifications/settings')).body.vapidPublicKey;
  expect((await by(stranger)('GET', '/api/notifications/settings')).body.vapidPublicKey).toBe(keys);
  await stack.database.db.deleteFrom('session').where('id', '=', bob.sessionId).execute();
  const { rows } = await stack.database.pool.query('select id from push_device');
  expect(rows).toEqual([]);
}, 60_000);

test('[PUSH-10] an announcement reaches the devices of those who take part, and its report says what became of that', async () => {
  await using room = await startPushingStack();
  const { stack, services, to } = room;
  const olga = await stack.participant('olga', { role: 'organiser' });
  await room.withBrowser('bob');
  const { token } = await room.withPhone('phil');
  services.tickets.set(token, { status: 'error', message: 'too big' });
  const all = `/api/events/${stack.eventId}/announcements`;
  const { announcementId } = await room.ask(olga, 'POST', all, { content: 'Doors open' });
  await room.ask(olga, 'PUT', `${all}/${announcementId}/showing`);
  await waitUntil(() => to('bob').length === 1, 'the browser to be notified');
  const report = async () =>
    (await room.ask(olga, 'GET', `${all}/${announcementId}/report`)).notified;
  await expect.poll(report, { timeout: 10_000 }).toEqual({ handedOver: 1, failed: 1, unknown: 0 });
  await room.ask(olga, 'PATCH', `${all}/${announcementId}`, { content: 'Doors are open' });
  await waitUntil(
    async () => (await stack.database.pool.query('select 1 from push_due')).rows.length === 0,
    'the change to be looked at',
  );
  expect(texts(to('bob'))).toEqual(['Doors open']);
}, 60_000);
