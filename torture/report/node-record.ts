import type { NodeLine } from '../history.ts';

/** One node over a run, through all its restarts. */
export interface NodeSeries {
  readonly node: string;
  /** By second; `null` where it said nothing, as while it was down. */
  readonly rssBytes: readonly (number | null)[];
  readonly loopDelayMs: readonly (number | null)[];
  readonly starts: number;
  /** Ends that a fault of the run brought about, and those that none did. */
  readonly injectedExits: number;
  readonly ownExits: number;
  readonly maxRssBytes: number;
  readonly worstLoopDelayMs: number;
  readonly maxSockets: number;
  readonly largestBufferBytes: number;
  /** Unhandled faults that it logged; the first ones. */
  readonly fatals: readonly string[];
  readonly fatalCount: number;
}

const FATALS_KEPT = 10;
/** A busy node is late with its numbers; that is no gap. */
const BRIDGED_SECONDS = 3;

export class NodeRecord {
  readonly #node: string;
  readonly #rss: (number | null)[] = [];
  readonly #loop: (number | null)[] = [];
  readonly #fatals: string[] = [];
  #fatalCount = 0;
  #starts = 0;
  #injectedExits = 0;
  #ownExits = 0;
  #isDown = false;
  #maxSockets = 0;
  #largestBufferBytes = 0;

  constructor(node: string) {
    this.#node = node;
  }

  add(line: NodeLine): void {
    const { is, at, rssBytes, loopDelayP99Ms, sockets = 0, largestBufferBytes = 0 } = line;
    if (is === 'started') this.#starts += 1;
    if (is === 'exited') this.#exited(line.wasInjected === true);
    if (line.fatal !== undefined) this.#fatal(line.fatal);
    const second = Math.floor(at / 1_000);
    const bridged = this.#isDown ? 0 : BRIDGED_SECONDS;
    raise(this.#rss, { second, value: rssBytes, bridged });
    raise(this.#loop, { second, value: loopDelayP99Ms, bridged });
    if (is === 'exited') this.#isDown = true;
    if (is === 'sample') this.#isDown = false;
    this.#maxSockets = Math.max(this.#maxSockets, sockets);
    this.#largestBufferBytes = Math.max(this.#largestBufferBytes, largestBufferBytes);
  }

  series(): NodeSeries {
    return {
      node: this.#node,
      rssBytes: this.#rss,
      loopDelayMs: this.#loop,
      starts: this.#starts,
      injectedExits: this.#injectedExits,
      ownExits: this.#ownExits,
      maxRssBytes: highest(this.#rss),
      worstLoopDelayMs: highest(this.#loop),
      maxSockets: this.#maxSockets,
      largestBufferBytes: this.#largestBufferBytes,
      fatals: this.#fatals,
      fatalCount: this.#fatalCount,
    };
  }

  #exited(wasInjected: boolean): void {
    if (wasInjected) this.#injectedExits += 1;
    else this.#ownExits += 1;
  }

  #fatal(text: string): void {
    this.#fatalCount += 1;
    if (this.#fatals.length < FATALS_KEPT) this.#fatals.push(text);
  }
}

interface Measured {
  readonly second: number;
  readonly value: number | undefined;
  /** So many seconds without a value are as the one before. */
  readonly bridged: number;
}

/** Keeps the highest value of each second. */
function raise(values: (number | null)[], { second, value, bridged }: Measured): void {
  if (value === undefined) return;
  const missing = second - values.length;
  const filling = missing <= bridged ? (values.at(-1) ?? null) : null;
  while (values.length < second) values.push(filling);
  values[second] = Math.max(values[second] ?? value, value);
}

const highest = (values: readonly (number | null)[]): number =>
  values.reduce<number>((max, value) => Math.max(max, value ?? 0), 0);
