import { once } from 'node:events';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

import { ZipFile } from 'yazl';

/** Packs of this size go through the compressor and to the storage. */
const CHUNK_BYTES = 65_536;

type Chunks = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

interface EntryOptions {
  /** Pictures and videos are compressed already. */
  readonly isCompressed?: boolean;
}

/** Writes a ZIP file entry by entry, of which only what is under way is in memory; as fast as it is read. */
export class ZipWriter {
  readonly #zip = new ZipFile();
  readonly #madeAt: Date;
  readonly #output: Readable;
  readonly #lost: Promise<never>;

  /** @param madeAt the time that all entries have. */
  constructor(madeAt: Date) {
    this.#madeAt = madeAt;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a PassThrough, which its types call less
    this.#output = this.#zip.outputStream as Readable;
    this.#zip.on('error', (error: Error) => this.#output.destroy(error));
    this.#lost = new Promise((_resolve, reject) => {
      finished(this.#output).catch(reject);
    });
    this.#lost.catch(() => {});
  }

  get output(): Readable {
    return this.#output;
  }

  /** Resolves when all of it was taken; rejects where it can't be made, or nobody reads the file any more. */
  async add(
    path: string,
    chunks: Chunks,
    { isCompressed = false }: EntryOptions = {},
  ): Promise<void> {
    const stream = Readable.from(packed(chunks), { objectMode: false, highWaterMark: CHUNK_BYTES });
    const options = { mtime: this.#madeAt, mode: 0o100644, compress: !isCompressed };
    const held = { stream };
    this.#zip.addReadStreamLazy(path, options, givingOnce(held));
    try {
      await Promise.race([finished(stream), this.#lost]);
    } finally {
      stream.destroy();
    }
  }

  /** After the last entry: resolves when the whole file was read. */
  async end(): Promise<void> {
    this.#zip.end();
    await Promise.race([once(this.#output, 'end'), this.#lost]);
  }

  /** Gives up: whoever reads the file gets this error. */
  fail(error: Error): void {
    this.#output.destroy(error);
  }
}

/** The library keeps what it is given for each entry until the whole file is written: not the streams too. */
function givingOnce(held: { stream?: Readable }) {
  return (give: (error: null, stream: Readable) => void): void => {
    const { stream } = held;
    delete held.stream;
    if (stream !== undefined) give(null, stream);
  };
}

/** Small pieces put together: each costs a turn of the event loop. */
async function* packed(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    held.push(piece);
    bytes += piece.byteLength;
    if (bytes < CHUNK_BYTES) continue;
    yield Buffer.concat(held);
    [held, bytes] = [[], 0];
  }
  if (bytes > 0) yield Buffer.concat(held);
}
