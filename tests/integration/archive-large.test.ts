import { setInterval as every } from 'node:timers/promises';
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

const FEW = { messages: 2_000, files: 12, fileBytes: 300_000 };
/** Five times as much. */
const MANY = { messages: 10_000, files: 60, fileBytes: 300_000 };
/** What one batch of rows more or less is: a third of the bytes of all files, and less than all rows. */
const NOISE_MB = 6;

test('[EXPORT-8] five times the messages and files take no more memory to export, and to take in again', async () => {
  const few = await measure(FEW);
  const many = await measure(MANY);
  expect(many.exporting).toBeLessThan(few.exporting + NOISE_MB);
  expect(many.importing).toBeLessThan(few.importing + NOISE_MB);
}, 120_000);

/** Exports an event and takes it in again; answers how many MB more were held at the highest. */
async function measure(size: typeof FEW) {
  await using database = await createTestDatabase();
  await using fresh = await createTestDatabase();
  using folder = temporaryFolder();
  const [here, there] = [join(folder.path, 'here'), join(folder.path, 'there')];
  const bytes = await openDiskStore(here);
  await fillEvent(database.db, bytes, size);
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
  const before = held();
  let highest = before;
  const stop = new AbortController();
  const watching = (async () => {
    for await (const _ of every(300, undefined, { signal: stop.signal })) {
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
