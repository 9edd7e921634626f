import type { FinalLog, RequestLine, ShowsLine } from '../history.ts';
import type { Court } from './court.ts';
import { foldReactions, sumsOf, type Fold } from './reaction-fold.ts';

type Entry = FinalLog['entries'][number];

/**
 * Reactions. K1: what was acknowledged is at its place, or, without one, was so already; K2: nobody's is in the log
 * without having been asked for; K4: every entry's sums, the rows and the sums beside the messages say the same; K5: in the end
 * every room of ours shows what the database has, each person's own marked.
 */
export class Reactions {
  readonly #court: Court;
  readonly #finals: readonly FinalLog[];
  readonly #folds: ReadonlyMap<string, Fold>;
  readonly #entries: ReadonlyMap<string, ReadonlyMap<number, Entry>>;
  readonly #asked = new Set<string>();
  lost = 0;
  forked = 0;
  unexpected = 0;

  constructor(court: Court, finals: readonly FinalLog[]) {
    this.#court = court;
    this.#finals = finals;
    this.#folds = new Map(finals.map((log) => [log.eventId, foldReactions(log)]));
    this.#entries = new Map(
      finals.map(({ eventId, entries }) => [
        eventId,
        new Map(entries.flatMap((entry) => (entry.reacted ? [[entry.seq, entry]] : []))),
      ]),
    );
  }

  add(line: RequestLine): void {
    if (line.type === 'invoke') this.#asked.add(wishOf(line));
    if (line.type !== 'ok') return;
    const { at, op, client, eventId, seq } = line;
    const isDone = seq === undefined ? this.#wasSo(line) : this.#isAt(line, seq);
    const what = `${client} was told that its reaction to ${line.messageId} is stored; the log has no such thing there`;
    const place = { at, op, client, eventId, ...(seq !== undefined && { seq }) };
    if (!this.#court.check('K1', isDone, () => ({ what, ...place }))) this.lost += 1;
  }

  /** What a room shows in the end; `reactions` is left out by clients that show none at all. */
  show(line: ShowsLine, person: string | undefined): void {
    const { at, client, eventId, messageId, reactions, before } = line;
    if (reactions === undefined || before !== undefined) return;
    const rows = this.#folds.get(eventId)?.rows.get(messageId) ?? new Set<string>();
    const wanted = [...sumsOf(rows)].map(([emoji, count]) =>
      textOf([emoji, count, rows.has(`${person} ${emoji}`)]),
    );
    const is = isSameSet(wanted, reactions.map(textOf));
    const what = `in the end ${client} shows other reactions than the log has: ${messageId}`;
    if (!this.#court.check('K5', is, () => ({ what, at, client, eventId }))) this.forked += 1;
  }

  finish(): void {
    for (const log of this.#finals) {
      const { faults, reacted, rows } = this.#folds.get(log.eventId) ?? foldReactions(log);
      const isWhole = faults.length === 0 && isStored(log, rows);
      const { eventId } = log;
      const seq = faults[0];
      const what = 'entries, rows and sums of reactions do not say the same';
      const violation = () => ({ what, eventId, ...(seq !== undefined && { seq }) });
      if (reacted.length === 0 && isWhole) continue;
      if (!this.#court.check('K4', isWhole, violation)) this.forked += 1;
      for (const { wish, seq: at } of reacted) this.#checkAsked(eventId, wish, at);
    }
  }

  #checkAsked(eventId: string, wish: string, seq: number): void {
    const what = 'the log has a reaction that nobody asked for';
    const is = this.#asked.has(`${eventId} ${wish}`);
    if (!this.#court.check('K2', is, () => ({ what, eventId, seq }))) this.unexpected += 1;
  }

  #isAt({ eventId, messageId, author, emoji }: RequestLine, seq: number): boolean {
    const entry = this.#entries.get(eventId)?.get(seq);
    // A later word of the same person may share the entry, and then it is that which stands in it.
    const isTheirs = entry?.reacted?.some(([person, of]) => person === author && of === emoji);
    return entry?.messageId === messageId && isTheirs === true;
  }

  /** Not having it is so at first; having it, from its entry on. */
  #wasSo({ eventId, messageId, author, emoji, on }: RequestLine): boolean {
    if (on === false) return true;
    const { reacted = [] } = this.#folds.get(eventId) ?? {};
    return reacted.some(({ wish }) => wish === `${messageId} ${author} ${emoji} on`);
  }
}

const wishOf = ({ eventId, messageId, author, emoji, on }: RequestLine): string =>
  `${eventId} ${messageId} ${author} ${emoji} ${on === true ? 'on' : 'off'}`;

const textOf = ([emoji, count, own]: readonly [string, number, boolean]): string =>
  `${emoji} ${count}${own ? ' own' : ''}`;

const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text) => other.includes(text));

/** Whether the rows, and the sums beside the messages, are what the log makes of them. */
function isStored(log: FinalLog, rows: Fold['rows']): boolean {
  const stored = (log.reactors ?? []).map(
    ({ messageId, person, emoji }) => `${messageId} ${person} ${emoji}`,
  );
  const wanted = [...rows].flatMap(([messageId, own]) =>
    [...own].map((row) => `${messageId} ${row}`),
  );
  const areSums = log.messages.every(({ id, reactions = [] }) =>
    isSameSet(
      reactions.map(([emoji, count]) => textOf([emoji, count, false])),
      [...sumsOf(rows.get(id) ?? [])].map(([emoji, count]) => textOf([emoji, count, false])),
    ),
  );
  return areSums && isSameSet(stored.toSorted(), wanted.toSorted());
}
