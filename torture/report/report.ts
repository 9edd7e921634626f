import type { Totals, Verdict } from '../checker/verdict.ts';
import type { ClientKind } from '../history.ts';
import type { Series } from './series.ts';

/** What a run was, for the person who reads of it, and for who wants to repeat it. */
export interface RunFacts {
  readonly seed: number;
  /** How long faults were injected, as asked for. */
  readonly seconds: number;
  readonly nodes: number;
  readonly rooms: number;
  readonly clients: Readonly<Record<ClientKind, number>>;
  /** Limits of the product that the run had to raise, as `messages a minute: 60 → 6,000`. */
  readonly limitsRaised: readonly string[];
  /** What could not be done on this machine, and why. */
  readonly leftOut: readonly string[];
  readonly startedAt: Date;
  /** Typed into a terminal, this does it again. */
  readonly command: string;
}

/** The same workload and faults against a server that speaks the seed's protocol with plain Socket.IO and keeps no log. */
export interface Yardstick {
  readonly totals: Totals;
  readonly seconds: number;
  readonly faults: number;
}

/** Everything that the page of one run says. */
export interface Report {
  readonly verdict: Verdict;
  readonly run: RunFacts;
  readonly series: Series;
  readonly yardstick?: Yardstick;
}
