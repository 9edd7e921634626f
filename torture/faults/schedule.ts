import { setTimeout as sleep } from 'node:timers/promises';

import { StartFailure } from '../../lib/start-failure.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import { databaseFaults, redisFaults } from './database-faults.ts';
import type { FaultKind, Part, Victims } from './fault.ts';
import { networkFaults } from './network-faults.ts';
import { nodeFaults } from './node-faults.ts';

export const ALL_FAULTS: readonly FaultKind[] = [
  ...nodeFaults,
  ...databaseFaults,
  ...redisFaults,
  ...networkFaults,
];

export interface ScheduleOptions extends Victims {
  readonly recorder: Recorder;
  readonly random: Random;
  readonly seconds: number;
  /** Kinds; all where left out. */
  readonly only: readonly string[] | undefined;
  /** Time between two beginnings, about; chosen by the length of the run where left out. */
  readonly everyMs: number | undefined;
}

/** Time between two beginnings, in milliseconds: each kind comes once at least, where the run is long enough. */
const GAP_MIN_MS = 700;
const GAP_MAX_MS = 6_000;

/** More than one at a time only where a victim is not gone by it. */
const AT_ONCE: Readonly<Partial<Record<Part, number>>> = { network: 3, clients: 2 };

interface Active {
  readonly kind: FaultKind;
  readonly end: Promise<void>;
}

/**
 * Breaks things, in an order that the seed decides. Faults of different parts overlap; of nodes,
 * database and Redis one at a time is away, so never are all nodes gone for long. Ends when the time is over, with everything whole again.
 */
export class FaultSchedule {
  /** Kinds that can't be done here, each with its reason. */
  readonly leftOut: readonly string[];
  readonly #options: ScheduleOptions;
  readonly #kinds: readonly FaultKind[];
  readonly #active = new Map<number, Active>();
  #queue: FaultKind[] = [];
  #count = 0;
  #failure: unknown;

  /** @throws {StartFailure} where a kind was named that there is not. */
  constructor(options: ScheduleOptions) {
    this.#options = options;
    const asked = chosenFrom(options.only);
    const reasons = asked.map((kind) => [kind, kind.whyNot?.(options) ?? null] as const);
    this.leftOut = reasons.flatMap(([{ kind }, why]) => (why === null ? [] : [`${kind}: ${why}`]));
    this.#kinds = reasons.flatMap(([kind, why]) => (why === null ? [kind] : []));
  }

  readonly active = (): readonly string[] =>
    [...this.#active.values()].map(({ kind }) => kind.kind);

  async run(stopped: AbortSignal): Promise<void> {
    const { seconds, random, everyMs } = this.#options;
    const deadline = performance.now() + seconds * 1_000;
    const eachOnce = (seconds * 1_000) / Math.max(1, this.#kinds.length) - 100;
    const gap = everyMs ?? Math.min(GAP_MAX_MS, Math.max(GAP_MIN_MS, eachOnce));
    while (performance.now() < deadline && this.#failure === undefined) {
      const kind = this.#next();
      if (kind !== undefined) this.#inject(kind, deadline);
      const wait = gap * (0.5 + random.next());
      await sleep(Math.min(wait, Math.max(0, deadline - performance.now())), undefined, {
        signal: stopped,
      });
    }
    await Promise.all([...this.#active.values()].map(({ end }) => end));
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** The next kind whose part is whole; each comes once before any comes again. */
  #next(): FaultKind | undefined {
    if (this.#queue.length === 0) this.#queue = shuffled(this.#kinds, this.#options.random);
    const taken = [...this.#active.values()].map(({ kind }) => kind.part);
    const isFree = (part: Part): boolean =>
      taken.filter((one) => one === part).length < (AT_ONCE[part] ?? 1);
    const index = this.#queue.findIndex(({ part }) => isFree(part));
    return index === -1 ? undefined : this.#queue.splice(index, 1)[0];
  }

  #inject(kind: FaultKind, deadline: number): void {
    const fault = (this.#count += 1);
    const end = this.#perform(kind, fault, deadline)
      .catch((error: unknown) => {
        this.#failure ??= new Error(`the fault ${kind.kind} could not be done`, { cause: error });
      })
      .finally(() => this.#active.delete(fault));
    this.#active.set(fault, { kind, end });
  }

  async #perform(kind: FaultKind, fault: number, deadline: number): Promise<void> {
    const { random, recorder } = this.#options;
    const target = random.pick(kind.targets(this.#options));
    const lasts = random.int(...kind.lasts);
    const line = { type: 'fault', fault, kind: kind.kind, target } as const;
    recorder.write({ ...line, is: 'start' });
    const end = await kind.begin(this.#options, target, random);
    await sleep(Math.max(0, Math.min(lasts, deadline - performance.now())));
    await end();
    recorder.write({ ...line, is: 'end' });
  }
}

function chosenFrom(names: readonly string[] | undefined): readonly FaultKind[] {
  if (names === undefined) return ALL_FAULTS;
  if (names.length === 1 && names[0] === 'none') return [];
  return names.map((name) => {
    const found = ALL_FAULTS.find(({ kind }) => kind === name);
    if (found !== undefined) return found;
    const all = ALL_FAULTS.map(({ kind }) => kind).join(', ');
    throw new StartFailure(`There is no fault "${name}". There are: ${all}.`);
  });
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => [random.next(), item] as const)
    .toSorted(([one], [other]) => one - other)
    .map(([, item]) => item);
}
