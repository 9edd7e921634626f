import { getSystemErrorName } from 'node:util';

import { joinWrites } from '../one-write.ts';

/** A TCP stream, with what Node does not document of it. */
export interface Stream {
  readonly writableLength: number;
  /** `null` once it was destroyed. */
  readonly _handle?: Handle | null;
  write(bytes: Buffer): boolean;
  cork(): void;
  uncork(): void;
  destroy(error: Error): unknown;
}

interface Handle {
  /** Writes at once what the kernel takes, and keeps the rest. Returns 0, or a system error's number. */
  writeBuffer?(request: WriteRequest, bytes: Buffer): number;
}

interface WriteRequest {
  buffer?: Buffer;
  oncomplete?: (status: number) => void;
}

/** What Node's own streams write with. */
interface StreamBinding {
  readonly WriteWrap: new () => WriteRequest;
  readonly streamBaseState: Readonly<Record<number, number>>;
  readonly kLastWriteWasAsync: number;
}

const binding = findBinding();
/** One for all: a write that the kernel takes at once leaves no trace in it. */
let unused = binding && new binding.WriteWrap();

const lines = new WeakMap<Stream, StraightLine>();

/**
 * Writes to a TCP connection past the queue that Node's stream keeps for it, which costs a tenth of
 * the whole write. What the kernel does not take at once waits below the stream, before all that is written to
 * the stream later; so either may be used after the other as long as nothing waits in the stream.
 *
 * Where Node has not what it takes, or the connection is none of TCP, it writes to the stream.
 */
export class StraightLine {
  readonly #stream: Stream;
  readonly #isStraight: boolean;
  #waitingBytes = 0;

  /** The only one of a stream. */
  static of(stream: Stream): StraightLine {
    const known = lines.get(stream) ?? new StraightLine(stream);
    lines.set(stream, known);
    return known;
  }

  private constructor(stream: Stream) {
    this.#stream = stream;
    // oxlint-disable-next-line no-underscore-dangle -- Node has no public name for it
    const handle = stream._handle;
    this.#isStraight = handle?.constructor.name === 'TCP' && handle.writeBuffer !== undefined;
  }

  /** What was written here and is not in the kernel yet, in bytes. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** Whether nothing waits, here or in the stream. */
  get isFree(): boolean {
    return this.#waitingBytes === 0 && this.#stream.writableLength === 0;
  }

  /** To be called where it {@link isFree}. The bytes must not change any more. */
  write(bytes: Buffer): void {
    // oxlint-disable-next-line no-underscore-dangle -- as above
    const handle = this.#isStraight ? this.#stream._handle : null;
    if (handle?.writeBuffer === undefined || binding === null || unused === null) {
      this.#stream.write(bytes);
      return;
    }
    const status = handle.writeBuffer(unused, bytes);
    if (status !== 0) this.#fail(status);
    else if (binding.streamBaseState[binding.kLastWriteWasAsync] === 1) this.#waitFor(bytes);
  }

  /** In one write with what else is written to the stream in this tick, and before it; called as {@link write} is. */
  writeAlong(bytes: Buffer): void {
    joinWrites(this.#stream);
    this.#stream.write(bytes);
  }

  /** The kernel has not taken all of it. */
  #waitFor(bytes: Buffer): void {
    const request = unused;
    if (binding === null || request === null) return;
    unused = new binding.WriteWrap();
    this.#waitingBytes += bytes.length;
    // Nothing else keeps it from being collected.
    request.buffer = bytes;
    request.oncomplete = (status) => {
      this.#waitingBytes -= bytes.length;
      if (status < 0) this.#fail(status);
    };
  }

  /** As a stream does that can't be written to. */
  #fail(status: number): void {
    this.#stream.destroy(new Error(`write ${getSystemErrorName(status)}`));
  }
}

function findBinding(): StreamBinding | null {
  const { binding: find } = process as unknown as { binding?: (name: string) => StreamBinding };
  try {
    const found = find?.('stream_wrap');
    const isWhole = found?.WriteWrap && found.streamBaseState && found.kLastWriteWasAsync;
    return isWhole === undefined ? null : (found ?? null);
  } catch {
    return null;
  }
}
