import { expect, test } from 'vitest';

import { ANNOUNCEMENTS_MAX } from '../../protocol/rest.ts';
import { ANNOUNCEMENTS_SHOWN_MAX } from '../../protocol/wire.ts';
import { announced, startAnnouncing } from '../harness/announcing.ts';
import { inHours } from '../harness/api-person.ts';
import { enter, eventually, isLive, lines } from '../harness/own-client.ts';
import { waitUntil } from '../harness/stack.ts';

test('[ANN-1] [ANN-5] [ANN-6] organisers alone have announcements; what is checked of them, and what becomes of one', async () => {
  await using room = await startAnnouncing();
  const { stack } = room;
  const olga = room.by(await stack.participant('Olga', { role: 'organiser' }));
  const odo = room.by(await stack.participant('Odo', { role: 'organiser' }));
  const written = await olga('POST', '', { content: '  Doors open ' });
  const { announcementId: id } = written.body;
  const draft = {
    announcementId: id,
    content: 'Doors open',
    state: 'draft',
    author: { userName: 'Olga' },
    scheduledAt: null,
    shownUntil: null,
    shownAt: null,
    endedAt: null,
    notShown: null,
  };
  expect(written).toMatchObject({ status: 201, body: draft });

  for (const name of ['Mo', 'Bob', 'Stranger']) {
    const person =
      name === 'Stranger'
        ? await stack.person(name)
        : await stack.participant(name, { role: name === 'Mo' ? 'moderator' : 'participant' });
    const by = room.by(person);
    const answers = [
      await by('GET'),
      await by('POST', '', { content: 'mine' }),
      await by('PATCH', `/${id}`, { content: 'mine' }),
      await by('PUT', `/${id}/showing`),
      await by('DELETE', `/${id}/showing`),
      await by('GET', `/${id}/report`),
      await by('DELETE', `/${id}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
  }

  for (const nowhere of ['/never', '/not.an.id']) {
    expect((await olga('PATCH', nowhere, { content: 'x' })).status).toBe(404);
    expect((await olga('PUT', `${nowhere}/showing`)).status).toBe(404);
    expect((await olga('DELETE', nowhere)).status).toBe(404);
    expect((await olga('GET', `${nowhere}/report`)).status).toBe(404);
  }
  for (const bad of [
    {},
    { content: ' ' },
    { content: 'x'.repeat(1_001) },
    { content: 'x', shownUntil: 'soon' },
    { content: 'x', shownUntil: inHours(-1) },
    { content: 'x', scheduledAt: inHours(-1) },
    { content: 'x', scheduledAt: inHours(2), shownUntil: inHours(1) },
    { content: 'x', state: 'live' },
  ]) {
    expect((await olga('POST', '', bad)).status).toBe(400);
  }

  const until = inHours(1);
  const changed = await odo('PATCH', `/${id}`, { content: 'Doors open at 6', shownUntil: until });
  const asChanged = { ...draft, content: 'Doors open at 6', shownUntil: until };
  expect(changed.body).toMatchObject(asChanged);
  expect((await odo('GET')).body.announcements).toMatchObject([asChanged]);
  expect((await odo('DELETE', `/${id}/showing`)).body.error.message).toMatch(/not shown yet/);
  const shown = await odo('PUT', `/${id}/showing`);
  expect(shown.body).toMatchObject({ ...asChanged, state: 'live', shownAt: expect.any(String) });
  expect((await odo('DELETE', `/${id}`)).body.error.message).toMatch(/End it first/);
  expect((await odo('PATCH', `/${id}`, { scheduledAt: until })).status).toBe(400);
  expect((await odo('PATCH', `/${id}`, { shownUntil: inHours(-1) })).status).toBe(400);
  const ended = await odo('DELETE', `/${id}/showing`);
  expect(ended.body).toMatchObject({ state: 'ended', endedAt: expect.any(String) });
  expect((await odo('PUT', `/${id}/showing`)).body.error.message).toMatch(/over/);
  expect((await odo('PATCH', `/${id}`, { content: 'again' })).status).toBe(400);
  expect((await olga('DELETE', `/${id}`)).status).toBe(204);
  expect((await odo('GET')).body).toEqual({ announcements: [] });

  await stack.database.db
    .updateTable('event')
    .set({
      settings: JSON.stringify({ contentFilter: { enabled: true, extraWords: ['bananas'] } }),
    })
    .execute();
  expect((await olga('POST', '', { content: 'Free bananas' })).status).toBe(400);
});

test('[ANN-2] [ANN-3] what is shown is told to all on all nodes with its words, once, and replayed without words that are over', async () => {
  await using room = await startAnnouncing({ nodes: 2 });
  const { stack, eventId } = room;
  const olga = await stack.participant('Olga', { role: 'organiser' });
  const by = room.by(olga);
  const bob = await stack.participant('Bob');
  const phone = await stack.joined(bob, { v1: true, node: 1 });
  const plain = await stack.joined(bob, { node: 1 });
  const { epoch, seq } = await room.page(bob);
  const until = inHours(1);
  const id = await announced(by, { content: 'first words' });
  await by('PUT', `/${id}/showing`);
  await waitUntil(() => phone.of('announcement-changed').length === 1, 'the first to be told');
  await by('PATCH', `/${id}`, { content: 'second words', shownUntil: until });
  await by('PATCH', `/${id}`, { content: 'second words' });
  await waitUntil(() => phone.of('announcement-changed').length === 2, 'both to be told');
  const told = { eventId, announcementId: id, by: olga.id, at: expect.any(String) };
  const first = { ...told, isShown: true, content: 'first words', seq: seq + 1, after: seq };
  const second = { ...told, isShown: true, content: 'second words', shownUntil: until };
  expect(phone.of('announcement-changed')).toEqual([
    first,
    { ...second, seq: seq + 2, after: seq + 1 },
  ]);

  const late = await stack.connect(bob, { v1: true, node: 1 });
  await late.request('join-event', { eventId, afterSeq: seq, epoch });
  await waitUntil(() => late.of('announcement-changed').length > 0, 'what was missed');
  await stack.settle(late);
  expect(late.of('announcement-changed')).toEqual([{ ...second, seq: seq + 2, after: seq }]);

  await by('DELETE', `/${id}/showing`);
  await by('DELETE', `/${id}/showing`);
  await by('POST', '', { content: 'a draft' });
  await stack.settle(phone, late, plain);
  const over = { ...told, isShown: false, seq: seq + 3, after: seq + 2 };
  expect(phone.of('announcement-changed').slice(2)).toEqual([over]);
  expect(plain.of('announcement-changed')).toEqual([]);
  // By a node that has all in memory, and by one that has to read it.
  await stack.startNode();
  for (const node of [1, 2]) {
    const back = await stack.connect(bob, { v1: true, node });
    await back.request('join-event', { eventId, afterSeq: seq, epoch });
    await waitUntil(() => back.of('announcement-changed').length > 0, 'its end');
    await stack.settle(back);
    expect(back.of('announcement-changed')).toEqual([{ ...over, after: seq }]);
  }
  const { rows } = await stack.database.pool.query(`select body::text as body from log_entry`);
  expect(JSON.stringify(rows)).not.toContain('words');
});

test('[ANN-20] whoever comes back to what got other words meanwhile has it in its place', async () => {
  await using room = await startAnnouncing();
  const { stack, eventId } = room;
  const by = room.by(await stack.participant('Olga', { role: 'organiser' }));
  const bob = await stack.participant('Bob');
  const { epoch, seq } = await room.page(bob);
  const [first, second] = [await announced(by), await announced(by)];
  for (const content of ['other words', 'the last words'])
    await by('PATCH', `/${first}`, { content });
  const late = await stack.connect(bob, { v1: true });
  await late.request('join-event', { eventId, afterSeq: seq + 2, epoch });
  await waitUntil(() => late.of('announcement-changed').length > 0, 'what was missed');
  await stack.settle(late);
  // One that was told to be gone, and then to be there, would stand behind the others.
  expect(late.of('announcement-changed')).toMatchObject([
    { announcementId: first, isShown: true, content: 'the last words' },
  ]);
  const { announcements } = await room.page(bob);
  expect(announcements.map((each: { announcementId: string }) => each.announcementId)).toEqual([
    first,
    second,
  ]);
});

test('[ANN-4] [ANN-7] five at once, told with the newest page to who comes later; an event has 200', async () => {
  await using room = await startAnnouncing();
  const { stack } = room;
  const olga = await stack.participant('Olga', { role: 'organiser' });
  const by = room.by(olga);
  expect(await room.page(olga)).not.toHaveProperty('announcements');
  const ids: string[] = [];
  for (let index = 0; index < ANNOUNCEMENTS_SHOWN_MAX; index += 1) {
    ids.push(await announced(by, { content: `number ${index}` }));
  }
  const sixth = (await by('POST', '', { content: 'sixth' })).body.announcementId;
  expect((await by('PUT', `/${sixth}/showing`)).body.error.message).toMatch(/5 announcements/);
  await by('PATCH', `/${ids[1]}`, { shownUntil: inHours(1) });
  const page = await room.page(olga);
  expect(page.announcements).toMatchObject(
    ids.map((announcementId, index) => ({ announcementId, content: `number ${index}` })),
  );
  expect(page.announcements[1]).toEqual({
    announcementId: ids[1],
    content: 'number 1',
    seq: page.seq,
    shownAt: expect.stringMatching(/Z$/),
    shownUntil: expect.stringMatching(/Z$/),
  });
  expect(page.announcements[0]).not.toHaveProperty('shownUntil');
  expect(await room.page(olga, '?before=3')).not.toHaveProperty('announcements');
  expect(await room.page(olga, '?after=1')).not.toHaveProperty('announcements');

  // What nobody has ended yet is over all the same.
  await stack.database.db
    .updateTable('announcement')
    .set({ shown_until: new Date(Date.now() - 1) })
    .where('id', '=', ids[1] ?? '')
    .execute();
  expect((await room.page(olga)).announcements).toHaveLength(4);
  expect((await by('PUT', `/${sixth}/showing`)).status).toBe(200);

  await stack.database.pool.query(
    `insert into announcement (id, event_id, author_id, content)
     select 'more-' || n, $1, 'olga', 'more' from generate_series(1, ${ANNOUNCEMENTS_MAX - 6}) n`,
    [stack.eventId],
  );
  expect((await by('POST', '', { content: 'too much' })).body.error.message).toMatch(/200/);
});

test('[ANN-2] our own client goes on after an announcement, live and after a lost connection', async () => {
  await using room = await startAnnouncing();
  const { stack, eventId } = room;
  const olga = await stack.participant('Olga', { role: 'organiser' });
  const by = room.by(olga);
  const device = await stack.connect(olga);
  using bob = enter(room.api, stack.node().url, await stack.participant('Bob'));
  const chat = bob.rooms.get(eventId);
  chat.open();
  await isLive(chat);
  const id = await announced(by);
  await device.request('send-message', { eventId, content: 'one' });
  await eventually(() => expect(lines(chat)).toEqual(['one']));
  bob.client.disconnect();
  await by('DELETE', `/${id}/showing`);
  await device.request('send-message', { eventId, content: 'two' });
  bob.client.connect();
  await eventually(() => expect(lines(chat)).toEqual(['one', 'two']));
  await isLive(chat);
}, 60_000);

test('[ANN-9] [ANN-10] the report counts people on whose screens it was, each once, as they first saw it', async () => {
  await using room = await startAnnouncing({ nodes: 2 });
  const { stack, eventId } = room;
  const olga = await stack.participant('Olga', { role: 'organiser' });
  const by = room.by(olga);
  const id = await announced(by);
  const other = (await by('POST', '', { content: 'a draft' })).body.announcementId;
  const bob = await stack.participant('Bob');
  const zoe = await stack.participant('Zoe', { status: 'interested' });
  const stranger = await stack.person('Stranger');
  const gone = await stack.participant('Gone');
  await stack.setStatus(gone, null);
  const bobs = [await stack.connect(bob), await stack.connect(bob, { node: 1 })];
  const seen = { eventId, announcementId: id, how: 'live' } as const;
  const ok = { ok: true, value: { eventId } };
  const reportOf = async (announcementId: string) =>
    (await by('GET', `/${announcementId}/report`)).body;

  for (const bad of [{}, { ...seen, how: 'soon' }, { ...seen, announcementId: 'not an id' }]) {
    expect(await bobs[0]?.request('announcement-seen', bad)).toMatchObject({
      error: { code: 'invalid' },
    });
  }
  expect(await bobs[0]?.request('announcement-seen', seen)).toEqual(ok);
  expect(await bobs[0]?.request('announcement-seen', { ...seen, how: 'later' })).toEqual(ok);
  const lateSeen = { ...seen, how: 'later' } as const;
  expect(await (await stack.connect(zoe)).request('announcement-seen', lateSeen)).toEqual(ok);
  for (const nobody of [stranger, gone]) {
    expect(await (await stack.connect(nobody)).request('announcement-seen', seen)).toEqual(ok);
  }
  await bobs[0]?.request('announcement-seen', { ...seen, announcementId: other });
  await bobs[0]?.request('announcement-seen', { ...seen, announcementId: 'never' });
  await waitUntil(async () => (await reportOf(id)).seenLater === 1, 'the node to write');
  await bobs[1]?.request('announcement-seen', { ...seen, how: 'later' });
  // A node that stops writes first.
  await stack.node(1).server[Symbol.asyncDispose]();
  expect((await by('PUT', `/${id}/seen`, { how: 'live' })).status).toBe(204);
  expect((await by('PUT', `/${id}/seen`, { how: 'never' })).status).toBe(400);

  const report = await reportOf(id);
  expect(report).toEqual({
    announcementId: id,
    committedSeq: expect.any(Number),
    committedAt: expect.stringMatching(/Z$/),
    endedSeq: null,
    endedAt: null,
    participants: 3,
    seenLive: 2,
    seenLater: 1,
    notified: { handedOver: 0, failed: 0, unknown: 0 },
  });
  const { seq } = (await room.page(bob)).announcements[0];
  expect(report.committedSeq).toBe(seq);
  await by('DELETE', `/${id}/showing`);
  expect(await reportOf(id)).toMatchObject({ endedSeq: expect.any(Number), seenLive: 2 });
  expect(await reportOf(other)).toMatchObject({ committedSeq: null, seenLive: 0, seenLater: 0 });
});
