import type { DatabaseHandle } from '../../db/client.ts';
import type { Crowd } from '../clients/crowd.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Random } from '../random.ts';

/** What faults are done to. */
export interface Victims {
  readonly cluster: Cluster;
  readonly crowd: Crowd;
  /** Past all links. */
  readonly database: DatabaseHandle;
}

/** What a fault is done to. Of most, one fault is under way at a time. */
export type Part = 'node' | 'database' | 'redis' | 'api' | 'network' | 'clients';

export interface FaultKind {
  readonly kind: string;
  readonly part: Part;
  /** How long it lasts, in milliseconds, at least and at most. */
  readonly lasts: readonly [number, number];
  /** Why it can't be done here; `null` where it can. */
  readonly whyNot?: (victims: Victims) => string | null;
  /** What it may be done to; by name. */
  readonly targets: (victims: Victims) => readonly string[];
  /** Begins it. The function that comes back ends it, and resolves when the victim is itself again. */
  readonly begin: (
    victims: Victims,
    target: string,
    random: Random,
  ) => Promise<() => Promise<void>>;
}

/** The end of a fault that is over by itself. */
export const over = (): Promise<void> => Promise.resolve();
