import type { FinalLog, RequestLine, SeenLine, ShowsLine } from '../history.ts';
import type { Court } from './court.ts';
import type { CheckedLog } from './final-logs.ts';
import type { Rule, Violation } from './verdict.ts';

type Told = SeenLine | ShowsLine;
type Keys = readonly string[];

/**
 * Whom messages mention. K1: what was acknowledged mentions nobody but those it was sent to mention, and every group.
 * K4: log, message and the rows of the inboxes say the same, and nothing of what was deleted. K5: so does what anybody
 * sees of it, unless it was deleted since.
 */
export class Mentions {
  readonly #court: Court;
  readonly #logs: ReadonlyMap<string, CheckedLog>;
  /** What requests under way are to mention, by their numbers. */
  readonly #asked = new Map<number, Keys>();
  /** How much is otherwise than it must be. */
  forked = 0;

  constructor(court: Court, logs: ReadonlyMap<string, CheckedLog>) {
    this.#court = court;
    this.#logs = logs;
  }

  /** Takes an end of a request to send, or its beginning. */
  add({ type, op, client, eventId, seq, mentions, at }: RequestLine): void {
    if (type === 'invoke') {
      if (mentions !== undefined) this.#asked.set(op, mentions);
      return;
    }
    const asked = this.#asked.get(op) ?? [];
    this.#asked.delete(op);
    const entry = this.#logs.get(eventId)?.at(seq ?? 0);
    if (type !== 'ok' || entry === undefined || entry.isEmptied === true) return;
    const { mentions: stored = [] } = entry;
    const what = `acknowledged to ${client} as mentioning ${words(asked)}, and the log has ${words(stored)}`;
    this.#check('K1', isAskedFor(stored, asked), { what, op, at, client, eventId });
  }

  see(line: SeenLine): void {
    if (line.kind === 'message') this.#compare(line, this.#logs.get(line.eventId)?.at(line.seq));
  }

  /** What a room of ours shows in the end. */
  show(line: ShowsLine): void {
    if (line.before !== undefined) return;
    const log = this.#logs.get(line.eventId);
    this.#compare(line, log?.at(log.stateOf(line.messageId)?.seq ?? 0), true);
  }

  finish(finals: readonly FinalLog[]): void {
    for (const { eventId, entries, messages } of finals) {
      const logged = new Map(entries.map(({ seq, mentions = [] }) => [seq, mentions]));
      for (const { seq, mentions = [], called = [], isDeleted } of messages) {
        const of = logged.get(seq) ?? [];
        const isSame = words(of) === words(mentions) && words(mentions) === words(called);
        const isGone = isDeleted !== true || of.length === 0;
        const what = `the log has ${words(of)}, the message ${words(mentions)}, inboxes ${words(called)}`;
        this.#check('K4', isSame && isGone, { what, eventId, seq });
      }
    }
  }

  #compare(told: Told, entry: ReturnType<CheckedLog['at']>, isLast = false): void {
    if (entry === undefined || (entry.isEmptied === true && !isLast)) return;
    const { client, eventId, at, mentions = [] } = told;
    const { seq, mentions: stored = [] } = entry;
    const what = `${client} sees ${words(mentions)}, where the log has ${words(stored)}`;
    this.#check('K5', words(mentions) === words(stored), { what, at, client, eventId, seq });
  }

  #check(rule: Rule, is: boolean, violation: Violation): void {
    if (!this.#court.check(rule, is, () => violation)) this.forked += 1;
  }
}

/** Nobody but those who were asked for, and every group of these: who does not take part is left out. */
const isAskedFor = (stored: Keys, asked: Keys): boolean =>
  stored.every((key) => asked.includes(key)) &&
  asked.every((key) => !key.startsWith('@') || stored.includes(key));

const words = (keys: Keys): string => (keys.length === 0 ? 'nobody' : keys.join(', '));
