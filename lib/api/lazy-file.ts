import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';

interface Stretch {
  readonly start?: number;
  /** The last byte that belongs to it. */
  readonly end?: number;
}

/**
 * A file's bytes, with its size. It is opened when they are first asked for, so that whoever never reads them leaves
 * nothing open.
 *
 * @throws where there is no such file.
 */
export async function openLazily(
  path: string,
  stretch: Stretch = {},
): Promise<{ readonly bytes: number; readonly content: Readable }> {
  const { size } = await stat(path);
  return { bytes: size, content: Readable.from(read(path, stretch), { objectMode: false }) };
}

async function* read(path: string, stretch: Stretch): AsyncGenerator<Uint8Array> {
  await using file = await open(path);
  yield* file.createReadStream({ ...stretch, autoClose: false });
}
