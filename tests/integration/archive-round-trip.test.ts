import { expect, test } from 'vitest';

import { Jobs } from '../../db/jobs.ts';
import { importEvent } from '../../lib/server/archive/read/import-event.ts';
import { startApi } from '../harness/api.ts';
import { exportEvent, unpack, type Unpacked } from '../harness/archive.ts';
import { busyEvent } from '../harness/busy-event.ts';
import { createTestDatabase } from '../harness/database.ts';
import { temporaryFolder } from '../harness/folder.ts';

test('[IMPORT-1] an export that is imported into a fresh installation and exported again is the same, but for when it was made', async () => {
  await using api = await startApi();
  await using fresh = await createTestDatabase();
  using folder = temporaryFolder();
  const { eventId } = await busyEvent(api);
  const first = await exportEvent(api.database.db, eventId, { folder: folder.path, name: 'a.zip' });
  const jobs = new Jobs(fresh.pool, { onError: () => {} });
  await importEvent({ db: fresh.db, jobs }, first);
  await jobs.stop();
  const second = await exportEvent(fresh.db, eventId, { folder: folder.path, name: 'b.zip' });
  const [before, after] = [await unpack(first), await unpack(second)];
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const path of before.keys())
    expect(withoutTime(after, path)).toBe(withoutTime(before, path));
  expect(before.get('messages.ndjson')?.split('\n').length).toBeGreaterThan(10);
  for (const path of [
    'versions',
    'reactions',
    'pins',
    'announcements',
    'participants',
    'polls',
    'votes',
  ]) {
    expect(before.get(`${path}.ndjson`)?.split('\n').length).toBeGreaterThan(2);
  }
}, 60_000);

const withoutTime = (files: Unpacked, path: string): string =>
  (files.get(path) ?? '')
    .replace(/"exportedAt": "[^"]+"/u, '')
    .replace(/Exported on <time.*?<\/time>/u, '');
