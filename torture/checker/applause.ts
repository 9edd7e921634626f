import type {
  ApplauseRoundLine,
  CheeredLine,
  ConnectionLine,
  FinalLog,
  RequestLine,
} from '../history.ts';
import { ApplauseSpans, type ApplauseSpan } from './applause-spans.ts';
import { Barred } from './barred.ts';
import type { Court } from './court.ts';
import { Given } from './given.ts';

/** As promised: the first at once, then one notice a second. A timer may be some milliseconds early. */
const NOTICE_EVERY_MS = 990;
/**
 * Longer than any faults of a run keep a node from telling the others: what was given before that time is not told to
 * who comes into a room.
 */
const LATE_MS = 30_000;

interface Round {
  readonly emoji: string;
  readonly beganAt: number;
  /** The rooms that were open then, and how often each had been left before. */
  readonly inside: ReadonlyMap<ApplauseSpan, number>;
}

/**
 * K18: applause. While somebody has a room open they are told no more of an emoji than all together gave it, on whatever
 * nodes, refusals not counted; at most the notices that are promised; and nothing, where the client knows no applause. Who
 * was told by a node that they are muted or put out gives none by it.
 *
 * Whether all of it comes is judged where it is certain to: in the rounds after the run, each with an emoji that nobody
 * gave before. Until the nodes have found each other again one may be told in part; the last one is not. A node whose people
 * have been told all of a round has nothing left of it: then nobody is told of it there any more, whoever comes.
 */
export class Applause {
  readonly #court: Court;
  readonly #given = new Given();
  readonly #spans = new ApplauseSpans();
  readonly #barred: Barred;
  /** By event, node and emoji. */
  readonly #over = new Set<string>();
  #round: Round | null = null;
  /** What the last round left untold. */
  #untold: readonly (() => void)[] = [];

  constructor(court: Court, finals: readonly FinalLog[]) {
    this.#court = court;
    this.#barred = new Barred(court, finals);
  }

  /** @returns whether it is about nothing else. */
  request(line: RequestLine): boolean {
    this.#spans.request(line);
    this.#given.request(line);
    this.#barred.request(line);
    return line.does === 'cheer' || line.does === 'mute' || line.does === 'unmute';
  }

  connection(line: ConnectionLine): void {
    this.#spans.connection(line);
  }

  cheered(line: CheeredLine): void {
    const { client, eventId, cheers, at } = line;
    const check = (is: boolean, what: string): void =>
      void this.#court.check('K18', is, () => ({ what: `${client} ${what}`, at, client, eventId }));
    check(this.#spans.kindOf(client) === 'smart', 'was told of applause, and does not know it');
    const span = this.#spans.told(line);
    if (span === null) return;
    const most = (at - span.since) / NOTICE_EVERY_MS + span.joins;
    check(span.notices <= most, `was told of applause ${span.notices} times in too short a time`);
    for (const [emoji] of cheers) {
      const told = span.told.get(emoji) ?? 0;
      const given = this.#given.possible(eventId, emoji, span.since - LATE_MS);
      check(told <= given, `was told of ${told} ${emoji}, and ${given} were given`);
      const isOver = this.#over.has(`${eventId} ${span.via} ${emoji}`);
      check(!isOver, `was told of ${emoji} when everybody had been told of all of it`);
      this.#paceOf(span, emoji, { at, check });
    }
  }

  /** Of what nobody gave before its round, nobody is told before it either. */
  #paceOf(
    span: ApplauseSpan,
    emoji: string,
    { at, check }: { at: number; check: (is: boolean, what: string) => void },
  ): void {
    if (this.#round?.emoji !== emoji) return;
    const count = span.noticesWith.get(emoji) ?? 0;
    const most = (at - this.#round.beganAt) / NOTICE_EVERY_MS + 1;
    check(count <= most, `was told of ${emoji} ${count} times in too short a time`);
  }

  round({ is, emoji, at }: ApplauseRoundLine): void {
    if (is === 'begin') {
      const inside = new Map(this.#spans.open.map((span) => [span, span.leaves]));
      this.#round = { emoji, beganAt: at, inside };
      return;
    }
    const round = this.#round;
    this.#round = null;
    if (round === null) return;
    this.#untold = [...round.inside].flatMap(([span, leaves]) => {
      const hasStayed = this.#spans.isNow(span) && span.leaves === leaves;
      return hasStayed ? this.#judge(span, emoji, at) : [];
    });
  }

  /** @returns how much is otherwise than it must be. */
  finish(): number {
    for (const tell of this.#untold) tell();
    return this.#court.count('K18');
  }

  #judge(span: ApplauseSpan, emoji: string, at: number): readonly (() => void)[] {
    const { client, eventId, via } = span;
    const told = span.told.get(emoji) ?? 0;
    const given = this.#given.acknowledged(eventId, emoji);
    const isWhole = told >= given;
    if (told >= this.#given.possible(eventId, emoji)) this.#over.add(`${eventId} ${via} ${emoji}`);
    const what = `in the end ${client} was told of ${told} ${emoji}, and ${given} were given`;
    return [() => void this.#court.check('K18', isWhole, () => ({ what, at, client, eventId }))];
  }
}
