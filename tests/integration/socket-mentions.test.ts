import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import type { Device } from '../harness/device.ts';
import { enter, eventually, isLive } from '../harness/own-client.ts';
import { startStack } from '../harness/stack.ts';

const send = (device: Device, eventId: string, content: string, more: object = {}) =>
  device.request('send-message', { eventId, content, ...more });

const notOurs = { userId: 'nobody-at-all' };

test('[MENTION-1] a message tells everybody whom it mentions, live, later and in a repeat; others say nothing of it', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const person = await stack.participant('Bob Bee');
  const bob = await stack.joined(person, { v1: true, node: 1 });
  const place = await bob.request('join-event', { eventId });
  if (!place.ok) throw new Error(place.error.message);
  const seedling = await stack.joined(await stack.participant('Seedling'));
  const asked = {
    clientMessageId: 'c',
    mentions: [{ userId: person.id }, { group: 'moderators' }, { userId: person.id }],
  };
  const mentions = [{ userId: person.id, name: 'Bob Bee' }, { group: 'moderators' }];
  const answer = await send(alice, eventId, '@Bob Bee @moderators look', asked);
  expect(answer).toMatchObject({ ok: true, value: { mentions } });
  expect(answer.ok && answer.value).not.toHaveProperty('notMentioned');
  expect(await send(alice, eventId, '@Bob Bee @moderators look', asked)).toEqual({
    ok: true,
    value: { ...(answer.ok && answer.value), duplicate: true },
  });
  await send(alice, eventId, 'plain', { mentions: [] });
  await stack.settle(alice, bob, seedling);
  for (const device of [alice, bob, seedling]) {
    const [first, second] = device.of('new-message');
    expect(first).toMatchObject({ mentions });
    expect(second).not.toHaveProperty('mentions');
  }
  const back = await stack.connect(person, { v1: true });
  const { seq: afterSeq, epoch } = place.value;
  await back.request('join-event', { eventId, afterSeq, epoch });
  await stack.settle(back);
  expect(back.of('new-message')).toMatchObject([{ mentions }, { content: 'plain' }]);
});

test('[MENTION-2] who does not take part is not mentioned, and told of alike: unknown, elsewhere, gone and banned; the message is stored', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const [gone, banned, elsewhere, here] = [
    await stack.participant('Gone'),
    await stack.participant('Banned'),
    await stack.person('Elsewhere'),
    await stack.participant('Here', { status: 'interested' }),
  ];
  await stack.setStatus(gone, null);
  const boss = await stack.joined(await stack.participant('Boss', { role: 'organiser' }));
  await boss.request('ban', { eventId, userId: banned.id });
  const writer = await stack.participant('Alice');
  const alice = await stack.joined(writer, { v1: true });
  const asked = {
    clientMessageId: 'c',
    mentions: [gone, banned, elsewhere, here, writer].map(({ id }) => ({ userId: id })),
  };
  asked.mentions.push(notOurs);
  const wanted = {
    mentions: [{ userId: here.id, name: 'Here' }],
    notMentioned: [gone.id, banned.id, elsewhere.id, notOurs.userId],
  };
  expect(await send(alice, eventId, 'all of you', asked)).toMatchObject({ value: wanted });
  await stack.setStatus(gone, 'attending');
  const again = await send(alice, eventId, 'all of you', asked);
  expect(again).toMatchObject({ value: { ...wanted, duplicate: true } });
  await stack.settle(alice);
  expect(alice.of('new-message')[0]).not.toHaveProperty('notMentioned');
});

test('[MENTION-3] only organisers mention everyone; too many, and what is no mention, is refused and nothing stored', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice', { role: 'moderator' }));
  const boss = await stack.joined(await stack.participant('Boss', { role: 'organiser' }));
  const everyone = { mentions: [{ group: 'everyone' }] };
  expect(await send(alice, eventId, '@everyone', everyone)).toMatchObject({
    error: { code: 'forbidden', message: 'Only organisers can mention everyone.' },
  });
  expect(await send(boss, eventId, '@everyone', everyone)).toMatchObject({ value: everyone });
  for (const mentions of [
    Array.from({ length: 21 }, () => notOurs),
    [{ group: 'nobody' }],
    [{ userId: 'a b' }],
    [{ userId: 'a', group: 'everyone' }],
    [{}],
    ['a'],
    { userId: 'a' },
    'everyone',
    null,
  ]) {
    expect(await send(boss, eventId, 'hm', { mentions })).toMatchObject({
      ok: false,
      error: { code: 'invalid', retryable: false },
    });
  }
  await stack.settle(boss);
  expect(boss.of('new-message')).toHaveLength(1);
});

test('[MENTION-4] the same id with other mentions is a conflict', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice'));
  const [one, two] = [await stack.participant('One'), await stack.participant('Two')];
  const say = (mentions?: readonly object[]) =>
    send(alice, eventId, 'hm', { clientMessageId: 'c', ...(mentions && { mentions }) });
  expect(await say([{ userId: one.id }])).toMatchObject({ ok: true });
  expect(await say([{ userId: one.id }])).toMatchObject({ value: { duplicate: true } });
  for (const mentions of [
    [{ userId: two.id }],
    [],
    undefined,
    [{ userId: one.id }, { group: 'moderators' }],
  ]) {
    expect(await say(mentions)).toMatchObject({ error: { code: 'duplicate-conflict' } });
  }
});

test('[MENTION-5] an edit mentions as before; a deletion takes every mention from log, history, replays and whoever had them', async () => {
  await using stack = await startStack();
  const { eventId, database } = stack;
  const writer = await stack.participant('Alice', { role: 'organiser' });
  const alice = await stack.joined(writer, { v1: true });
  const bob = await stack.participant('Robert');
  const mentions = [{ userId: bob.id }, { group: 'everyone' }];
  const sent = await send(alice, eventId, '@Robert @everyone', {
    mentions,
    clientMessageId: 'c',
  });
  if (!sent.ok) throw new Error(sent.error.message);
  const messageId = sent.value.id;
  const kept = async () => {
    const { rows } = await database.pool.query(
      `select m.mentions, l.body -> 'mentions' as logged,
        (select count(*)::int from mention) as people, (select count(*)::int from group_mention) as groups
       from message m join log_entry l on l.event_id = m.event_id and l.seq = m.seq where m.id = $1`,
      [messageId],
    );
    return rows[0];
  };
  await alice.request('edit-message', { eventId, messageId, content: '@Robert!' });
  const all = [{ userId: bob.id, name: 'Robert' }, { group: 'everyone' }];
  expect(await kept()).toEqual({ mentions: all, logged: all, people: 1, groups: 1 });
  await alice.request('delete-message', { eventId, messageId });
  expect(await kept()).toEqual({ mentions: null, logged: null, people: 0, groups: 0 });
  const again = await send(alice, eventId, 'whatever', { mentions, clientMessageId: 'c' });
  expect(again).toMatchObject({ ok: true, value: { content: '', duplicate: true } });
  expect(again.ok && again.value).not.toHaveProperty('mentions');
  expect(again.ok && again.value).not.toHaveProperty('notMentioned');
});

test('[MENTION-9] whoever is mentioned is told on all devices, on any node and in no room, how much is unread and of it how much mentions them; nobody else is', async () => {
  await using stack = await startStack({ nodes: 2 });
  await using api = await startApi({ database: stack.database });
  const { eventId } = stack;
  const writer = await stack.participant('Alice');
  const alice = await stack.joined(writer, { v1: true });
  const bob = await stack.participant('Bob');
  const phone = await stack.connect(bob, { v1: true });
  const laptop = await stack.connect(bob, { v1: true, node: 1 });
  const other = await stack.connect(await stack.participant('Carol'), { v1: true });
  await send(alice, eventId, 'plain');
  await send(alice, eventId, 'you', { mentions: [{ userId: bob.id }] });
  const told = { eventId, unread: 2, mentions: 1 };
  for (const device of [phone, laptop]) {
    await eventually(() => expect(device.of('reading-changed').at(-1)).toMatchObject(told));
  }
  const mentions = [{ userId: bob.id }, { group: 'moderators' }];
  const headers = {
    authorization: `Bearer ${writer.token}`,
    'content-type': 'application/json',
  };
  await fetch(`${api.url}/api/events/${eventId}/messages`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ content: 'by REST', mentions }),
  });
  for (const device of [phone, laptop]) {
    const now = { ...told, unread: 3, mentions: 2 };
    await eventually(() => expect(device.of('reading-changed').at(-1)).toMatchObject(now));
  }
  const read = await phone.request('mark-read', { eventId, seq: 1_000 });
  expect(read).toMatchObject({ ok: true });
  await eventually(() => expect(laptop.of('reading-changed').at(-1)).toMatchObject({ unread: 0 }));
  expect(laptop.of('reading-changed').at(-1)).not.toHaveProperty('mentions');
  expect(other.of('reading-changed')).toEqual([]);
});

test('[MENTION-23] our own client says by name who was not told', async () => {
  await using stack = await startStack();
  await using api = await startApi({ database: stack.database });
  const gone = await stack.participant('Gone Girl');
  const here = await stack.participant('Here');
  using alice = enter(api, stack.node().url, await stack.participant('Alice'));
  const room = alice.rooms.get(stack.eventId);
  room.open();
  await isLive(room);
  await stack.setStatus(gone, null);
  const mentions = [gone, here].map(({ id, name }) => ({ userId: id, name }));
  const sent = room.send('@Gone Girl @Here', { mentions });
  if (!sent.ok) throw new Error('not sent');
  const { clientMessageId } = sent.value;
  const wanted = { notMentioned: { clientMessageId, names: ['Gone Girl'] } };
  await eventually(() => expect(room.getSnapshot()).toMatchObject(wanted));
  room.send('plain');
  await isLive(room);
  expect(room.getSnapshot()).toMatchObject(wanted);
});
