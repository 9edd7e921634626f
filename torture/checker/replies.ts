import type { ReplyTo } from '../../protocol/wire.ts';
import type { FinalLog, RequestLine, SeenLine, ShowsLine } from '../history.ts';
import type { Court } from './court.ts';
import type { CheckedLog } from './final-logs.ts';
import type { Rule, Violation } from './verdict.ts';

type Told = SeenLine | ShowsLine;

/**
 * What messages answer. K1: what was acknowledged answers what it was sent to answer. K4: an answer names an earlier
 * message of the same log, and its place, and the history says the same. K5: it names the same wherever it is seen.
 */
export class Replies {
  readonly #court: Court;
  readonly #logs: ReadonlyMap<string, CheckedLog>;
  /** What requests under way are to answer, by their numbers. */
  readonly #asked = new Map<number, string>();
  /** How much is otherwise than it must be. */
  forked = 0;

  constructor(court: Court, logs: ReadonlyMap<string, CheckedLog>) {
    this.#court = court;
    this.#logs = logs;
  }

  /** Takes an end of a request to send, or its beginning. */
  add({ type, op, client, eventId, seq, replyTo, at }: RequestLine): void {
    if (type === 'invoke') {
      if (replyTo !== undefined) this.#asked.set(op, replyTo);
      return;
    }
    const asked = this.#asked.get(op);
    this.#asked.delete(op);
    const stored = this.#logs.get(eventId)?.at(seq ?? 0)?.replyTo?.id;
    if (type !== 'ok' || (asked === undefined && stored === undefined)) return;
    const what = `acknowledged to ${client} as an answer to ${asked}, and the log has one to ${stored}`;
    this.#check('K1', asked === stored, { what, op, at, client, eventId });
  }

  see(line: SeenLine): void {
    if (line.kind === 'message') this.#compare(line, this.#logs.get(line.eventId)?.at(line.seq));
  }

  /** What a room of ours shows in the end. */
  show(line: ShowsLine): void {
    if (line.before !== undefined) return;
    const log = this.#logs.get(line.eventId);
    this.#compare(line, log?.at(log.stateOf(line.messageId)?.seq ?? 0));
  }

  finish(finals: readonly FinalLog[]): void {
    for (const log of finals) this.#checkLog(log);
  }

  #checkLog({ eventId, entries, messages }: FinalLog): void {
    const rows = new Map(messages.map(({ id, replyTo }) => [id, replyTo]));
    const places = new Map<string, number>();
    for (const { kind, seq, messageId, replyTo } of entries) {
      if (kind !== 'message' || messageId === null) continue;
      const row = rows.get(messageId);
      if (replyTo !== undefined) {
        const what = `what is answered is not an earlier message of the log: ${replyTo.id} at ${replyTo.seq}`;
        this.#check('K4', places.get(replyTo.id) === replyTo.seq, { what, eventId, seq });
      }
      if (replyTo !== undefined || row !== undefined) {
        const what = `the history has another answer than the log: ${name(row)}, not ${name(replyTo)}`;
        this.#check('K4', name(row) === name(replyTo), { what, eventId, seq });
      }
      places.set(messageId, seq);
    }
  }

  #compare({ client, eventId, at, replyTo }: Told, entry: ReturnType<CheckedLog['at']>): void {
    const stored = entry?.replyTo;
    if (entry === undefined || (stored === undefined && replyTo === undefined)) return;
    const what = `${client} sees an answer to ${name(replyTo)}, where the log has one to ${name(stored)}`;
    const { seq } = entry;
    this.#check('K5', name(replyTo) === name(stored), { what, at, client, eventId, seq });
  }

  #check(rule: Rule, is: boolean, violation: Violation): void {
    if (!this.#court.check(rule, is, () => violation)) this.forked += 1;
  }
}

const name = (replyTo: ReplyTo | undefined): string =>
  replyTo === undefined ? 'nothing' : `${replyTo.id} at ${replyTo.seq}`;
