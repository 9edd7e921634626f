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

export class NodeRecord {
  readonly #node: string;
  readonly #rss: (number | null)[] = [];
  readonly #loop: (number | null)[] = [];
  readonly #fatals: string[] = [];
  #fatalCount = 0;
  #starts = 0;
  #injectedExits = 0;
  #ownExits = 0;
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
    raise(this.#rss, second, rssBytes);
    raise(this.#loop, second, loopDelayP99Ms);
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

/** Keeps the highest value of each second. */
function raise(values: (number | null)[], second: number, value: number | undefined): void {
  if (value === undefined) return;
  while (values.length <= second) values.push(null);
  values[second] = Math.max(values[second] ?? value, value);
}

const highest = (values: readonly (number | null)[]): number =>
  values.reduce<number>((max, value) => Math.max(max, value ?? 0), 0);
