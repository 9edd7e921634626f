import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';

import { claimFiles } from '../../db/archive/claim-files.ts';
import { openDiskStore } from '../../lib/api/files/disk-store.ts';
import { openS3Store } from '../../lib/api/files/s3-store.ts';
import { startApi } from '../harness/api.ts';
import { attend, signUp } from '../harness/api-person.ts';
import { exportEvent, importInto, pack, rowsOf, unpack } from '../harness/archive.ts';
import { busyEvent } from '../harness/busy-event.ts';
import { createTestDatabase } from '../harness/database.ts';
import { contentPath, download } from '../harness/files.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { startS3 } from '../harness/s3.ts';

test('[IMPORT-5] files in a bucket are exported, taken in to another one, and had there by who takes part', async () => {
  using folder = temporaryFolder();
  await using here = await startS3();
  await using there = await startS3();
  await using api = await startApi({ s3: here.settings });
  await using database = await createTestDatabase();
  const { eventId } = await busyEvent(api);
  const disk = await openDiskStore(join(folder.path, 'uploads'));
  const bytes = openS3Store(here.settings, disk);
  const to = { folder: folder.path, name: 'a.zip', bytes };
  const file = await exportEvent(api.database.db, eventId, to);
  await importInto(database, file, openS3Store(there.settings, disk));
  await using other = await startApi({ database, s3: there.settings });
  const zoe = await signUp(other, 'Zoe');
  const files = await unpack(file);
  const [line] = rowsOf(files, 'files.ndjson');
  expect((await download(other, zoe, contentPath(eventId, line.id))).status).toBe(403);
  await attend(zoe, eventId);
  for (const { id, content } of rowsOf(files, 'files.ndjson')) {
    const answer = await download(other, zoe, contentPath(eventId, id));
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).toBe(
      files.get(content.path),
    );
  }
}, 120_000);

test('[IMPORT-5] an archive of version 1, from before there were files, is taken in', async () => {
  using folder = temporaryFolder();
  await using database = await createTestDatabase();
  const old = fileURLToPath(new URL('../data/event-version-1.zip', import.meta.url));
  const head = await importInto(database, old, await openDiskStore(folder.path));
  expect(head).toMatchObject({ version: 1, counts: { 'messages.ndjson': expect.any(Number) } });
  const { rows } = await sql`select count(*) as count from message`.execute(database.db);
  expect(rows).toEqual([{ count: head.counts['messages.ndjson'] }]);
  const again = await exportEvent(database.db, head.event.id, {
    folder: folder.path,
    name: 'a.zip',
  });
  const [before, after] = [await unpack(old), await unpack(again)];
  expect(after.get('messages.ndjson')).toBe(before.get('messages.ndjson'));
}, 60_000);

test('[IMPORT-6] what an import that ended in the middle has stored is removed, and ids that are there are not taken', async () => {
  using folder = temporaryFolder();
  const filesFolder = join(folder.path, 'files');
  await using api = await startApi({ filesFolder });
  const { db } = api.database;
  const { alice, eventId } = await busyEvent(api);
  const store = await openDiskStore(filesFolder);
  const file = await exportEvent(db, eventId, { folder: folder.path, name: 'a.zip', bytes: store });
  const lines = rowsOf(await unpack(file), 'files.ndjson');
  const before = (await readdir(filesFolder)).toSorted();
  // Another event with these files: nothing of the first one's is touched.
  const stranger = new Map(await unpack(file));
  const head = JSON.parse(stranger.get('event.json') ?? '');
  head.event.id = 'another-event';
  await pack(join(folder.path, 'b.zip'), stranger.set('event.json', JSON.stringify(head)));
  await expect(importInto(api.database, join(folder.path, 'b.zip'), store)).rejects.toThrow(
    'has an id that is here already',
  );
  expect((await readdir(filesFolder)).toSorted()).toEqual(before);
  const kept = await download(api, alice, contentPath(eventId, lines[0].id));
  expect(kept.status).toBe(200);
  await kept.arrayBuffer();

  // As a killed import leaves it: claimed, one file whole, one half.
  const [whole, half] = [
    '10000000-0000-7000-8000-000000000001',
    '10000000-0000-7000-8000-000000000002',
  ];
  await claimFiles(
    db,
    [whole, half].map((id) => ({ ...lines[0], id, kind: 'document', type: 'application/pdf' })),
  );
  await store.put(whole, Buffer.from('whole'));
  await store.put(`${half}.part`, Buffer.from('half'));
  // While it holds its claim nobody else removes anything.
  await alice.get(`/api/events/${eventId}`);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(await readdir(filesFolder)).toContain(whole);
  expect((await alice.get(`/api/events/${eventId}/files/${whole}`)).status).toBe(404);
  await sql`update file set due_at = now() where state = 'importing'`.execute(db);
  await vi.waitFor(async () => expect((await readdir(filesFolder)).toSorted()).toEqual(before), {
    timeout: 20_000,
  });
  const left = await db.selectFrom('file').select('id').where('state', '=', 'importing').execute();
  expect(left).toEqual([]);
}, 90_000);
