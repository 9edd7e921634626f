import { setInterval as every, setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { sql } from 'kysely';
import { expect, test } from 'vitest';

import { openDiskStore } from '../../lib/api/files/disk-store.ts';
import { exportEvent, importInto } from '../harness/archive.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { fillEvent } from '../harness/large-event.ts';

const SIZE = { messages: 60_000, files: 40, fileBytes: 1_500_000 };
/** All of its rows are 34 MB in memory, the bytes of all files 60. */
const HELD_MAX_MB = 30;

test('[EXPORT-8] an event is exported, and taken in again, in batches: memory holds neither all messages nor all files', async () => {
  const { exporting, importing } = await measure();
  expect(exporting).toBeLessThan(HELD_MAX_MB);
  expect(importing).toBeLessThan(HELD_MAX_MB);
}, 120_000);

/** Exports an event and takes it in again; answers how many MB more were held at the highest. */
async function measure() {
  await using database = await createTestDatabase();
  await using fresh = await createTestDatabase();
  using folder = temporaryFolder();
  const [here, there] = [join(folder.path, 'here'), join(folder.path, 'there')];
  const bytes = await openDiskStore(here);
  await fillEvent(database.db, bytes, SIZE);
  const exports = await watchMemory();
  const to = { folder: folder.path, name: 'a.zip', bytes };
  const file = await exportEvent(database.db, 'large', to);
  const exporting = await exports.stop();
  const imports = await watchMemory();
  await importInto(fresh, file, await openDiskStore(there));
  const importing = await imports.stop();
  expect(await sumOf(fresh)).toEqual(await sumOf(database));
  return { exporting, importing };
}

async function sumOf({ db }: TestDatabase): Promise<unknown> {
  const { rows } = await sql`
    select count(*), md5(string_agg(md5(concat_ws('|', id, seq, user_id, content, created_at, reply_to, reactions, attachments)), ''
      order by seq)) from message`.execute(db);
  return rows;
}

/** How many MB more the process holds than before, at its highest; what is only waiting to be collected is not counted. */
async function watchMemory(): Promise<{ stop: () => Promise<number> }> {
  setFlagsFromString('--expose-gc');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the flag makes
  const collect = runInNewContext('gc') as () => void;
  const held = (): number => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1_048_576;
  };
  // What was held by buffers is given back a moment after they were collected.
  for (let turn = 0; turn < 3; turn += 1) {
    held();
    await sleep(50);
  }
  const before = held();
  let highest = before;
  const stop = new AbortController();
  const watching = (async () => {
    for await (const _ of every(100, undefined, { signal: stop.signal })) {
      highest = Math.max(highest, held());
    }
  })().catch(() => {});
  return {
    async stop() {
      stop.abort();
      await watching;
      return highest - before;
    },
  };
}
