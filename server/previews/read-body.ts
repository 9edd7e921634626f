import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

import { PageRefused } from './page-refused.ts';

export interface BodyLimit {
  /** Of what is in it, unpacked. */
  readonly maxBytes: number;
  /** Whether the rest is of no use, by the text up to here; the ASCII of it can be relied on. */
  readonly isEnough?: (latest: string) => boolean;
}

export interface Body {
  readonly bytes: Buffer;
  /** Not all of it, since it is longer. */
  readonly isCut: boolean;
}

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** So that what is looked for is found where it begins in one piece and ends in the next. */
const OVERLAP_CHARS = 16;

/**
 * Reads the beginning of a body, unpacked, up to a limit; the connection is closed then. No more than the limit is ever
 * unpacked, whatever it would become.
 *
 * @throws {PageRefused} where it is packed as nobody asked for, or the connection's error.
 */
export async function readBody(response: IncomingMessage, limit: BodyLimit): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let latest = '';
  for await (const chunk of unpacked(response) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > limit.maxBytes) break;
    latest = latest.slice(-OVERLAP_CHARS) + chunk.toString('latin1');
    if (limit.isEnough?.(latest) === true) break;
  }
  return {
    bytes: Buffer.concat(chunks).subarray(0, limit.maxBytes),
    isCut: bytes > limit.maxBytes,
  };
}

function unpacked(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return response;
  const decoder = DECODERS[encoding];
  if (decoder === undefined) {
    response.destroy();
    throw new PageRefused('bad-encoding');
  }
  // Who reads is told of an error by what they read from.
  return pipeline(response, decoder(), () => {});
}
