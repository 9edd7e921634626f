import type { ClientKind, FinalLog } from '../history.ts';

type Entry = FinalLog['entries'][number];

/** One log as the database has it after the run, ready to be asked. */
export class CheckedLog {
  readonly eventId: string;
  readonly epoch: string;
  readonly head: number;
  readonly #bySeq: readonly (Entry | undefined)[];
  readonly #messagesBefore: Int32Array;
  readonly #participationsBefore: Int32Array;
  /** Each person's changes of participation, in order. */
  readonly #changes = new Map<string, { readonly seq: number; readonly takesPart: boolean }[]>();

  constructor(log: FinalLog) {
    const { eventId, epoch, head } = log;
    this.eventId = eventId;
    this.epoch = epoch;
    this.head = head;
    const bySeq: Entry[] = [];
    for (const entry of log.entries) {
      bySeq[entry.seq] = entry;
      if (entry.kind === 'participation' && entry.person !== undefined) this.#follow(entry);
    }
    this.#bySeq = bySeq;
    this.#messagesBefore = countBefore(bySeq, head, 'message');
    this.#participationsBefore = countBefore(bySeq, head, 'participation');
  }

  at(seq: number): Entry | undefined {
    return this.#bySeq[seq];
  }

  /** How many entries after `from`, up to and with `to`, are owed to this kind of client. */
  owed(from: number, to: number, { kind, isCrowded }: Reader): number {
    const between = (counts: Int32Array): number =>
      (counts[clamp(to, this.head)] ?? 0) - (counts[clamp(from, this.head)] ?? 0);
    const messages = between(this.#messagesBefore);
    const isToldOfPeople = kind !== 'smart' && !isCrowded;
    return messages + (isToldOfPeople ? between(this.#participationsBefore) : 0);
  }

  isOwed(seq: number, reader: Reader): boolean {
    return this.owed(seq - 1, seq, reader) > 0;
  }

  /** The first place after `seq` at which the person's participation ends; infinite where it goes on. */
  endAfter(person: string, seq: number): number {
    const end = this.#changes.get(person)?.find((change) => !change.takesPart && change.seq > seq);
    return end?.seq ?? Infinity;
  }

  /** Where the person's participation ended for the `count + 1`th time; infinite where it did not. */
  nthEnd(person: string, count: number): number {
    const ends = (this.#changes.get(person) ?? []).filter(
      ({ takesPart }, index, changes) => !takesPart && changes[index - 1]?.takesPart === true,
    );
    return ends[count]?.seq ?? Infinity;
  }

  /** Whether the person takes part at a place, its entry included; somebody of whom the log knows nothing does. */
  takesPartAt(person: string, seq: number): boolean {
    const changes = this.#changes.get(person);
    if (changes === undefined) return true;
    return changes.findLast((change) => change.seq <= seq)?.takesPart ?? false;
  }

  /** Whether the person takes part at some place after this one. */
  takesPartAfter(person: string, seq: number): boolean {
    const changes = this.#changes.get(person) ?? [];
    return changes.some((change) => change.takesPart && change.seq > seq);
  }

  #follow({ person = '', seq, status }: Entry): void {
    const changes = this.#changes.get(person) ?? [];
    changes.push({ seq, takesPart: status != null });
    this.#changes.set(person, changes);
  }
}

export interface Reader {
  readonly kind: ClientKind;
  /** Whether the room had more sockets than those in which coming and going is told to all. */
  readonly isCrowded: boolean;
}

const clamp = (seq: number, head: number): number => Math.max(0, Math.min(seq, head));

function countBefore(
  bySeq: readonly (Entry | undefined)[],
  head: number,
  kind: Entry['kind'],
): Int32Array {
  const counts = new Int32Array(head + 1);
  for (let seq = 1; seq <= head; seq += 1) {
    counts[seq] = (counts[seq - 1] ?? 0) + (bySeq[seq]?.kind === kind ? 1 : 0);
  }
  return counts;
}
