import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';

import { startApi, type TestApi } from '../harness/api.ts';
import { call, createEvent, meetByApi, signUp, type ApiPerson } from '../harness/api-person.ts';
import { rowsOf, unpack, type Claimed, type Unpacked } from '../harness/archive.ts';
import { busyEvent } from '../harness/busy-event.ts';
import { temporaryFolder } from '../harness/folder.ts';

const OWN = '/api/account/exports';

async function untilReady(person: ApiPerson, path: string): Promise<Claimed> {
  return vi.waitFor(
    async () => {
      const { body } = await person.get(path);
      expect(body).toMatchObject({ state: 'ready', progress: 1 });
      return body;
    },
    { timeout: 20_000, interval: 50 },
  );
}

async function download(api: TestApi, person: ApiPerson, path: string): Promise<Unpacked> {
  const headers = { authorization: `Bearer ${person.token}` };
  const response = await fetch(`${api.url}${path}/content`, { headers });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/zip');
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="hallway-[a-z0-9-]+\.zip"$/,
  );
  using folder = temporaryFolder();
  const file = join(folder.path, 'download.zip');
  await writeFile(file, Buffer.from(await response.arrayBuffer()));
  return await unpack(file);
}

test('[EXPORT-1] [EXPORT-2] organisers alone ask for an export of an event, once at a time, and download it; others are refused each time', async () => {
  await using api = await startApi();
  const { alice, bob, stranger, eventId } = await meetByApi(api);
  const path = `/api/events/${eventId}/exports`;
  expect((await call(api, 'POST', path)).status).toBe(401);
  for (const person of [bob, stranger]) {
    expect((await person.send('POST', path)).status).toBe(403);
    expect((await person.get(path)).status).toBe(403);
  }
  const [first, second] = await Promise.all([alice.send('POST', path), alice.send('POST', path)]);
  expect(first.status).toBe(201);
  expect(second.body.exportId).toBe(first.body.exportId);
  const one = `${path}/${first.body.exportId}`;
  expect((await alice.get(`${path}/never/content`)).status).toBe(404);
  const ready = await untilReady(alice, one);
  expect(ready).toMatchObject({ seq: 2, bytes: expect.any(Number), expiresAt: expect.any(String) });
  expect((await alice.get(path)).body.exports).toEqual([ready]);
  const files = await download(api, alice, one);
  expect(JSON.parse(files.get('event.json') ?? '')).toMatchObject({
    format: 'hallway-event',
    version: 2,
    seq: 2,
  });
  for (const person of [bob, stranger]) {
    for (const each of [one, `${one}/content`]) expect((await person.get(each)).status).toBe(403);
    expect((await person.send('DELETE', one)).status).toBe(403);
  }
  // Of another event it is not one.
  const other = await createEvent(bob);
  expect((await bob.get(`/api/events/${other}/exports/${ready.exportId}/content`)).status).toBe(
    404,
  );
  // The right is asked for again, whoever made it.
  await alice.send('PUT', `/api/events/${eventId}/participants/${bob.id}/role`, {
    role: 'moderator',
  });
  expect((await bob.get(`${one}/content`)).status).toBe(403);
  await api.database.db
    .updateTable('participation')
    .set({ role: 'participant' })
    .where('user_id', '=', alice.id)
    .execute();
  expect((await alice.get(`${one}/content`)).status).toBe(403);
}, 60_000);

test('[EXPORT-3] an export is removed with its file: when asked, when its time is over, when newer ones take its place, with its event', async () => {
  using folder = temporaryFolder();
  await using api = await startApi({ folder: folder.path });
  const { alice, eventId } = await meetByApi(api);
  const path = `/api/events/${eventId}/exports`;
  const inFolder = () => readdir(join(folder.path, 'exports'));
  const make = async (): Promise<string> => {
    const { exportId } = (await alice.send('POST', path)).body;
    await untilReady(alice, `${path}/${exportId}`);
    return exportId;
  };
  const first = await make();
  expect(await inFolder()).toEqual([`${first}-1.zip`]);
  expect((await alice.send('DELETE', `${path}/${first}`)).status).toBe(204);
  expect((await alice.get(`${path}/${first}/content`)).status).toBe(404);
  await vi.waitFor(async () => expect(await inFolder()).toEqual([]));
  const ids = [await make(), await make(), await make(), await make()];
  const listed = (await alice.get(path)).body.exports;
  expect(listed.map((each: Claimed) => each.exportId)).toEqual(ids.slice(1).toReversed());
  await api.database.db
    .updateTable('export')
    .set({ expires_at: new Date() })
    .where('id', '=', ids[1] ?? '')
    .execute();
  expect((await alice.get(`${path}/${ids[1]}/content`)).status).toBe(404);
  const last = await make();
  await vi.waitFor(async () =>
    expect((await inFolder()).toSorted()).toEqual(
      [ids[2], ids[3], last].map((id) => `${id}-1.zip`).toSorted(),
    ),
  );
  await alice.send('DELETE', `/api/events/${eventId}`);
  expect((await alice.get(`${path}/${last}`)).status).toBe(404);
  const own = (await alice.send('POST', OWN)).body.exportId;
  await untilReady(alice, `${OWN}/${own}`);
  await vi.waitFor(async () => expect(await inFolder()).toEqual([`${own}-1.zip`]));
}, 60_000);

test('[EXPORT-4] a worker that ends in the middle leaves no file that counts: the next one begins anew, and after five tries it has failed', async () => {
  using folder = temporaryFolder();
  await using api = await startApi({ folder: folder.path });
  const { alice, eventId } = await meetByApi(api);
  const path = `/api/events/${eventId}/exports`;
  const { exportId } = (await alice.send('POST', path)).body;
  await untilReady(alice, `${path}/${exportId}`);
  // As a killed worker leaves it: running, silent, half a file.
  const half = join(folder.path, 'exports', `${exportId}-1.zip`);
  await writeFile(`${half}.part`, 'half a file');
  const silent = { state: 'running', bytes: null, expires_at: null } as const;
  const since = sql<Date>`now() - interval '2 minutes'`;
  await api.database.db
    .updateTable('export')
    .set({ ...silent, touched_at: since })
    .where('id', '=', exportId)
    .execute();
  expect((await alice.get(`${path}/${exportId}/content`)).status).toBe(404);
  await untilReady(alice, `${path}/${exportId}`);
  expect(await readdir(join(folder.path, 'exports'))).toEqual([`${exportId}-2.zip`]);
  await api.database.db
    .updateTable('export')
    .set({ ...silent, attempt: 5, touched_at: since })
    .where('id', '=', exportId)
    .execute();
  await vi.waitFor(
    async () => expect((await alice.get(`${path}/${exportId}`)).body.state).toBe('failed'),
    { timeout: 20_000 },
  );
  // Then it may be asked for again.
  expect((await alice.send('POST', path)).body.exportId).not.toBe(exportId);
}, 60_000);

test('[EXPORT-5] an event’s export has what organisers see, and no address, session or reading position of anybody', async () => {
  await using api = await startApi();
  const { alice, bob, carol, banned, eventId } = await busyEvent(api);
  const path = `/api/events/${eventId}/exports`;
  const { exportId } = (await alice.send('POST', path)).body;
  await untilReady(alice, `${path}/${exportId}`);
  const files = await download(api, alice, `${path}/${exportId}`);
  const all = [...files.values()].join('\n');
  for (const person of [alice, bob, carol, banned]) {
    expect(all).not.toContain(person.email);
    expect(all).not.toContain(person.token);
  }
  expect(all).not.toContain('a secret that was deleted');
  expect(all).not.toContain('a secret in a file');
  expect(all).not.toContain('readSeq');
  const carried = rowsOf(files, 'files.ndjson');
  expect(carried.map(({ name }) => name)).toEqual([
    'stage.png',
    'song.wav',
    'Straße & #1.png',
    'plan (final).pdf',
    'page.html',
  ]);
  for (const { content, size } of carried) expect(files.get(content.path)).toHaveLength(size);
  const participants = rowsOf(files, 'participants.ndjson');
  expect(participants.find(({ userId }) => userId === banned.id)).toMatchObject({
    banReason: 'Spam & <i>more</i>',
    bannedAt: expect.any(String),
  });
  expect(rowsOf(files, 'versions.ndjson').map(({ content }) => content)).toEqual([
    'a misteak',
    'a mistake',
  ]);
  expect(
    rowsOf(files, 'reactions.ndjson')
      .map(({ emoji }) => String(emoji))
      .toSorted(),
  ).toEqual(['🎉', '👍', '👍'].toSorted());
  // What participants do not see is on no page.
  const pages = [...files]
    .filter(([name]) => name.endsWith('.html'))
    .map(([, page]) => page)
    .join('');
  for (const hidden of ['a misteak', 'A draft', 'At the end', 'more', 'Mallory</bdi><span']) {
    expect(pages).not.toContain(hidden);
  }
}, 60_000);

test('[EXPORT-6] one’s own data are all that is stored of oneself, and nothing of others', async () => {
  await using api = await startApi();
  const { alice, bob, carol, eventId } = await busyEvent(api);
  const { exportId } = (await carol.send('POST', OWN)).body;
  await untilReady(carol, `${OWN}/${exportId}`);
  expect((await alice.get(`${OWN}/${exportId}`)).status).toBe(404);
  expect((await alice.get(`${OWN}/${exportId}/content`)).status).toBe(404);
  const files = await download(api, carol, `${OWN}/${exportId}`);
  expect(JSON.parse(files.get('account.json') ?? '')).toMatchObject({
    userId: carol.id,
    email: carol.email,
  });
  const rows = (name: string) => rowsOf(files, `${name}.ndjson`);
  expect(rows('sessions')).toHaveLength(1);
  expect(rows('participations')).toMatchObject([
    { eventId, role: 'moderator', status: 'attending' },
  ]);
  expect(rows('messages')).toHaveLength(8);
  expect(rows('messages')[0]).toMatchObject({
    content: 'Behind the stage 🎉',
    replyToId: expect.any(String),
  });
  expect(rows('reactions')).toMatchObject([{ emoji: '👍' }]);
  // The bytes of what one has sent, of nobody else's, and of nothing that was deleted.
  const sent = rows('files').filter(({ isSent }) => isSent);
  expect(sent.map(({ name }) => name)).toEqual([
    'Straße & #1.png',
    'plan (final).pdf',
    'page.html',
  ]);
  for (const { content, size } of sent) expect(files.get(content.path)).toHaveLength(size);
  expect([...files.keys()].filter((path) => path.startsWith('files/'))).toHaveLength(3);
  const all = [...files.values()].join('\n');
  for (const foreign of [
    carol.token,
    alice.email,
    bob.email,
    'Alice',
    'Where is the coffee?',
    'a mistake',
  ]) {
    expect(all).not.toContain(foreign);
  }
  const ofBob = (await bob.send('POST', OWN)).body.exportId;
  await untilReady(bob, `${OWN}/${ofBob}`);
  const bobs = await download(api, bob, `${OWN}/${ofBob}`);
  expect(rowsOf(bobs, 'versions.ndjson').map(({ content }) => content)).toEqual([
    'a misteak',
    'a mistake',
  ]);
  expect(rowsOf(bobs, 'mentions.ndjson')).toHaveLength(1);
  expect(rowsOf(bobs, 'files.ndjson').map(({ name }) => name)).toEqual(['stage.png', 'song.wav']);
  for (const secret of ['a secret that was deleted', 'a secret in a file'])
    expect([...bobs.values()].join('')).not.toContain(secret);
}, 60_000);

test('[EXPORT-1] one person has three exports under way at most', async () => {
  await using api = await startApi({ limits: { exportsPerHour: 6 } });
  const alice = await signUp(api);
  const events = await Promise.all([1, 2, 3, 4].map(() => createEvent(alice)));
  // None gets done: as if every worker were busy elsewhere.
  const rows = events.slice(0, 3).map((eventId, index) => ({
    id: `busy-${index}`,
    kind: 'event' as const,
    event_id: eventId,
    user_id: alice.id,
    state: 'running' as const,
  }));
  await api.database.db.insertInto('export').values(rows).execute();
  const ask = (eventId: string | undefined) => alice.send('POST', `/api/events/${eventId}/exports`);
  expect((await ask(events[0])).body.exportId).toBe('busy-0');
  expect(await ask(events[3])).toMatchObject({
    status: 429,
    body: { error: { code: 'rate-limited' } },
  });
  for (let count = 0; count < 4; count += 1) await ask(events[0]);
  expect((await ask(events[0])).body.error.message).toContain('many exports');
}, 60_000);
