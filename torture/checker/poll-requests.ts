import type { RequestLine } from '../history.ts';
import type { PollLife } from './poll-fold.ts';
import { VotesCast } from './votes-cast.ts';

type Asked = NonNullable<RequestLine['poll']>;

/** What must be so, with where to look where it is not. */
interface PlacedClaim {
  readonly is: boolean;
  readonly what: string;
  readonly at: number;
  readonly client: string;
  readonly eventId: string;
  readonly op: number;
}

/** What was asked about polls, and how it was answered. */
export class PollRequests {
  readonly votes = new VotesCast();
  readonly #byOp = new Map<number, Asked>();
  readonly #asked = new Map<string, Asked>();
  readonly #closing = new Set<string>();
  /** When a poll's end was first acknowledged. */
  readonly #closedAt = new Map<string, number>();
  /** Votes and ends that were acknowledged, and whether they were asked for after an end was. */
  readonly #done: { readonly line: RequestLine; readonly isLate: boolean }[] = [];
  readonly #late = new Set<number>();

  /** @returns whether it is about nothing else. */
  add(line: RequestLine): boolean {
    const { does } = line;
    if (does === 'send') this.#send(line);
    if (does === 'vote') {
      this.votes.request(line);
      this.#note(line);
    }
    if (does === 'close-poll') this.#close(line);
    return does === 'vote' || does === 'close-poll';
  }

  /** How a poll was asked; `undefined` where nobody was told that it is stored. */
  askedOf(messageId: string): Asked | undefined {
    return this.#asked.get(messageId);
  }

  /** That the log has what was acknowledged, and no end that nobody asked for. */
  *claims(
    lifeOf: (eventId: string, messageId: string) => PollLife | undefined,
  ): Generator<PlacedClaim> {
    for (const { line, isLate } of this.#done) {
      const { at, client, eventId, op, does, messageId = '', seq } = line;
      const life = lifeOf(eventId, messageId);
      const place = { at, client, eventId, op };
      const isThere = does === 'vote' ? isVoteIn(life, seq) : isEndIn(life, seq);
      const what = `${client} was told of its ${does} in ${messageId}; the log has no such thing there`;
      yield { is: isThere, what, ...place };
      if (does === 'close-poll') continue;
      const late = `${client} voted in ${messageId}, whose end had been acknowledged`;
      yield { is: !isLate, what: late, ...place };
    }
  }

  /** Whether somebody, or the clock, was to end it; of what is not known to be asked nothing is said. */
  mayEnd(messageId: string): boolean {
    const asked = this.#asked.get(messageId);
    const isTimed = asked === undefined || asked.closesInSeconds !== undefined;
    return isTimed || this.#closing.has(messageId);
  }

  #send({ type, op, poll, messageId }: RequestLine): void {
    if (type === 'invoke' && poll !== undefined) this.#byOp.set(op, poll);
    const asked = this.#byOp.get(op);
    if (type === 'ok' && asked !== undefined && messageId !== undefined)
      this.#asked.set(messageId, asked);
  }

  #close(line: RequestLine): void {
    const { type, messageId = '', at } = line;
    this.#closing.add(messageId);
    this.#note(line);
    if (type === 'ok' && !this.#closedAt.has(messageId)) this.#closedAt.set(messageId, at);
  }

  #note(line: RequestLine): void {
    const { type, op, messageId = '' } = line;
    if (type === 'invoke' && this.#closedAt.has(messageId)) this.#late.add(op);
    if (type === 'ok') this.#done.push({ line, isLate: this.#late.has(op) });
  }
}

/** Without a place: it was so already. */
function isVoteIn(life: PollLife | undefined, seq: number | undefined): boolean {
  if (seq === undefined) return true;
  return life?.told.get(seq)?.isClosed === false;
}

function isEndIn(life: PollLife | undefined, seq: number | undefined): boolean {
  const closedAt = life?.closedAt ?? Infinity;
  return seq === undefined ? closedAt < Infinity : closedAt === seq;
}
