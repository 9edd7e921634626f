import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { sql, type Kysely } from 'kysely';
import { expect, test } from 'vitest';

import type { Database } from '../../db/schema.ts';
import { openDiskStore } from '../../lib/api/files/disk-store.ts';
import { startApi } from '../harness/api.ts';
import { exportEvent, importInto, rowsOf, unpack, type Unpacked } from '../harness/archive.ts';
import { busyEvent } from '../harness/busy-event.ts';
import { createTestDatabase } from '../harness/database.ts';
import { temporaryFolder } from '../harness/folder.ts';

test('[IMPORT-1] an export that is imported into a fresh installation and exported again is the same with its files, but for when it was made', async () => {
  using folder = temporaryFolder();
  const [here, there] = [join(folder.path, 'here'), join(folder.path, 'there')];
  await using api = await startApi({ filesFolder: here });
  await using fresh = await createTestDatabase();
  const { eventId } = await busyEvent(api);
  const first = await exportEvent(api.database.db, eventId, {
    folder: folder.path,
    name: 'a.zip',
    bytes: await openDiskStore(here),
  });
  await importInto(fresh, first, await openDiskStore(there));
  const second = await exportEvent(fresh.db, eventId, {
    folder: folder.path,
    name: 'b.zip',
    bytes: await openDiskStore(there),
  });
  const [before, after] = [await unpack(first), await unpack(second)];
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const path of before.keys())
    expect(withoutTime(after, path)).toBe(withoutTime(before, path));
  for (const path of [
    'messages',
    'files',
    'versions',
    'reactions',
    'pins',
    'announcements',
    'participants',
    'polls',
    'votes',
  ]) {
    expect(rowsOf(before, `${path}.ndjson`).length).toBeGreaterThan(1);
  }
  // Five files and the thumbnails of two, under the same ids, byte by byte; and nothing else.
  const stored = await contentsOf(there);
  expect(stored.size).toBe(7);
  const all = await contentsOf(here);
  for (const [name, bytes] of stored) expect(all.get(name)?.equals(bytes)).toBe(true);
  expect(await fileRows(fresh.db)).toEqual(await fileRows(api.database.db));
  const previews = rowsOf(before, 'messages.ndjson').flatMap(({ preview }) => preview ?? []);
  expect(previews.map(({ isShown }) => isShown)).toEqual([true, false]);
}, 90_000);

const withoutTime = (files: Unpacked, path: string): string =>
  (files.get(path) ?? '')
    .replace(/"exportedAt": "[^"]+"/u, '')
    .replace(/Exported on <time.*?<\/time>/u, '');

async function contentsOf(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const all = new Map<string, Buffer>();
  for (const name of await readdir(folder)) all.set(name, await readFile(join(folder, name)));
  return all;
}

/** What there is of files that messages bring, but for the milliseconds that JSON has no more than. */
async function fileRows(db: Kysely<Database>): Promise<readonly unknown[]> {
  const { rows } = await sql`
    select id, event_id, uploader_id, name, size, kind, type, width, height, placeholder, state, refusal_code, message_id,
      date_trunc('milliseconds', created_at) as created_at, due_at
    from file where state = 'ready' order by id`.execute(db);
  return rows;
}
