import type { FinalLog, RequestLine, ShowsPinsLine } from '../history.ts';
import type { Court } from './court.ts';

type Entry = FinalLog['entries'][number];

/** What a log says of pins, followed entry by entry. */
interface Fold {
  /** What is pinned in the end, the newest pin first. */
  readonly pinned: readonly string[];
  readonly entries: ReadonlyMap<number, Entry>;
  /** Places of entries that change nothing, or are of a message that does not stand there. */
  readonly faults: readonly number[];
}

/**
 * Pins. K1: what was acknowledged is at its place, or, without one, was so already; K2: none is in the log without having been
 * asked for; K4: each entry changes something of a message that stands, and the rows are what the log makes of them; K5: in
 * the end every room of ours shows what the log says, the newest pin first.
 */
export class Pins {
  readonly #court: Court;
  readonly #finals: readonly FinalLog[];
  readonly #folds: ReadonlyMap<string, Fold>;
  readonly #asked = new Set<string>();
  lost = 0;
  forked = 0;
  unexpected = 0;

  constructor(court: Court, finals: readonly FinalLog[]) {
    this.#court = court;
    this.#finals = finals;
    this.#folds = new Map(finals.map((log) => [log.eventId, fold(log)]));
  }

  add(line: RequestLine): void {
    const { type, at, op, client, eventId, messageId, does, seq } = line;
    if (type === 'invoke') this.#asked.add(`${eventId} ${messageId} ${does}`);
    if (type !== 'ok') return;
    const is = seq === undefined ? this.#wasSo(line) : this.#isAt(line, seq);
    const what = `${client} was told that it may ${does} ${messageId}; the log has no such thing there`;
    const place = { at, op, client, eventId, ...(seq !== undefined && { seq }) };
    if (!this.#court.check('K1', is, () => ({ what, ...place }))) this.lost += 1;
  }

  /** What a room shows in the end. */
  show({ at, client, eventId, messageIds }: ShowsPinsLine): void {
    const pinned = this.#folds.get(eventId)?.pinned ?? [];
    const what = `in the end ${client} shows other pins than the log has: ${messageIds.join()}, not ${pinned.join()}`;
    const is = isSame(pinned, messageIds);
    if (!this.#court.check('K5', is, () => ({ what, at, client, eventId }))) this.forked += 1;
  }

  finish(): void {
    for (const { eventId, pins = [] } of this.#finals) {
      const { pinned, entries, faults } = this.#folds.get(eventId) ?? NOTHING;
      if (entries.size === 0 && pins.length === 0) continue;
      const [seq] = faults;
      const is = seq === undefined && isSame(pinned, pins);
      const what = 'entries and rows of pins do not say the same';
      const violation = { what, eventId, ...(seq !== undefined && { seq }) };
      if (!this.#court.check('K4', is, () => violation)) this.forked += 1;
      for (const entry of entries.values()) this.#checkAsked(eventId, entry);
    }
  }

  #checkAsked(eventId: string, { seq, messageId, isPinned }: Entry): void {
    const is = this.#asked.has(`${eventId} ${messageId} ${isPinned === true ? 'pin' : 'unpin'}`);
    const what = 'the log has a pin, or the end of one, that nobody asked for';
    if (!this.#court.check('K2', is, () => ({ what, eventId, seq }))) this.unexpected += 1;
  }

  #isAt({ eventId, messageId, does }: RequestLine, seq: number): boolean {
    const entry = this.#folds.get(eventId)?.entries.get(seq);
    return entry?.messageId === messageId && entry?.isPinned === (does === 'pin');
  }

  /** Not being pinned is so at first; being pinned, from its entry on. */
  #wasSo({ eventId, messageId, does }: RequestLine): boolean {
    const entries = this.#folds.get(eventId)?.entries.values() ?? [];
    return does === 'unpin' || [...entries].some((one) => one.messageId === messageId);
  }
}

const NOTHING: Fold = { pinned: [], entries: new Map(), faults: [] };

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id, index) => id === other[index]);

function fold(log: FinalLog): Fold {
  const standing = new Set<string>();
  const pinned = new Set<string>();
  const entries = new Map<number, Entry>();
  const faults: number[] = [];
  for (const entry of log.entries) {
    const { kind, seq, messageId, isPinned } = entry;
    const id = messageId ?? '';
    if (kind === 'message') standing.add(id);
    if (kind === 'message-deleted') {
      standing.delete(id);
      pinned.delete(id);
    }
    if (kind !== 'pin') continue;
    entries.set(seq, entry);
    if (pinned.has(id) === isPinned || !standing.has(id)) faults.push(seq);
    if (isPinned === true) pinned.add(id);
    else pinned.delete(id);
  }
  return { pinned: [...pinned].toReversed(), entries, faults };
}
