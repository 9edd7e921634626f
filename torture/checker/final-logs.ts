import type { ClientKind, FinalLog, RequestLine } from '../history.ts';
import { MessageStates, type MessageState } from './message-states.ts';

type Entry = FinalLog['entries'][number];

/** One log as the database has it after the run, ready to be asked. */
export class CheckedLog {
  readonly eventId: string;
  readonly epoch: string;
  readonly head: number;
  readonly #bySeq: readonly (Entry | undefined)[];
  readonly #messagesBefore: Int32Array;
  readonly #changesBefore: Int32Array;
  readonly #emptiedBefore: Int32Array;
  readonly #participationsBefore: Int32Array;
  readonly states: MessageStates;
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
    this.states = new MessageStates(log.entries);
    const before = (is: (entry: Entry) => boolean) => countBefore(bySeq, head, is);
    this.#messagesBefore = before(({ kind }) => kind === 'message');
    this.#changesBefore = before(isChange);
    this.#emptiedBefore = before(({ isEmptied }) => isEmptied === true);
    this.#participationsBefore = before(({ kind }) => kind === 'participation');
  }

  at(seq: number): Entry | undefined {
    return this.#bySeq[seq];
  }

  /** What became of a message by all that the log says; `undefined` where it has none of this id. */
  stateOf(messageId: string): MessageState | undefined {
    return this.states.of(messageId);
  }

  /** Whether, at some place, a message is as this request wants it, so that nothing was to be done. */
  saysSo({ does, messageId = '', content = '' }: RequestLine): boolean {
    const state = this.stateOf(messageId);
    if (state === undefined || state.deletedAt !== null) return state !== undefined;
    return does === 'edit' && state.texts.includes(content);
  }

  /**
   * How many entries after `from`, up to and with `to`, are owed to this kind of client whenever it comes to them.
   * Ours answers for messages, and shows those that were deleted as such; the others may not be told of what was
   * emptied before they came to it.
   */
  owed(from: number, to: number, { kind, isCrowded }: Reader): number {
    const between = (counts: Int32Array): number =>
      (counts[clamp(to, this.head)] ?? 0) - (counts[clamp(from, this.head)] ?? 0);
    const messages = between(this.#messagesBefore);
    if (kind === 'smart') return messages;
    const changes = between(this.#changesBefore) - between(this.#emptiedBefore);
    return messages + changes + (isCrowded ? 0 : between(this.#participationsBefore));
  }

  /** Whether some entries after `from`, up to and with `to`, are owed to who came to them soon enough. */
  mayOwe(from: number, to: number, reader: Reader): boolean {
    const emptied =
      (this.#emptiedBefore[clamp(to, this.head)] ?? 0) -
      (this.#emptiedBefore[clamp(from, this.head)] ?? 0);
    return emptied > 0 || this.owed(from, to, reader) > 0;
  }

  /** @param isGone Whether a message's deletion had been asked for when the reader came to the entry. */
  isOwed(seq: number, reader: Reader, isGone: (messageId: string) => boolean): boolean {
    const entry = this.at(seq);
    if (entry?.isEmptied !== true || reader.kind === 'smart') {
      return this.owed(seq - 1, seq, reader) > 0;
    }
    return !isGone(entry.messageId ?? '');
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

const isChange = ({ kind }: Entry): boolean =>
  kind === 'message-edited' || kind === 'message-deleted';

const clamp = (seq: number, head: number): number => Math.max(0, Math.min(seq, head));

function countBefore(
  bySeq: readonly (Entry | undefined)[],
  head: number,
  is: (entry: Entry) => boolean,
): Int32Array {
  const counts = new Int32Array(head + 1);
  for (let seq = 1; seq <= head; seq += 1) {
    const entry = bySeq[seq];
    counts[seq] = (counts[seq - 1] ?? 0) + (entry !== undefined && is(entry) ? 1 : 0);
  }
  return counts;
}
