import { readdirSync, readlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { expect, test } from 'vitest';

import { temporaryFolder } from '../../tests/harness/folder.ts';
import { openLazily } from './lazy-file.ts';
import { toBody } from './respond.ts';

/** How often this process has a file open, where the system tells. */
const timesOpen = (path: string): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path;
    } catch {
      return false;
    }
  }).length;

test.skipIf(process.platform !== 'linux')(
  '[FILE-20] an answer with a file that nobody reads, or not to its end, leaves nothing open',
  async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'file');
    await writeFile(path, Buffer.alloc(1_000_000, 7));
    const unread = new Response(toBody((await openLazily(path)).content));
    const begun = new Response(toBody((await openLazily(path)).content)).body?.getReader();
    expect((await begun?.read())?.value).toHaveLength(65_536);
    expect(timesOpen(path)).toBe(1);
    await begun?.cancel();
    await unread.body?.cancel();
    await expect.poll(() => timesOpen(path)).toBe(0);
    const { content, bytes } = await openLazily(path, { start: 5, end: 9 });
    expect(bytes).toBe(1_000_000);
    expect(await buffer(content)).toEqual(Buffer.alloc(5, 7));
    await expect.poll(() => timesOpen(path)).toBe(0);
  },
);
