import type { FinalLog, RequestLine } from '../history.ts';
import { judge } from './judging.ts';
import { came, EVENT, logOf, said, Story } from './stories.ts';

export type Entry = FinalLog['entries'][number];
export type Sums = NonNullable<Entry['polled']>;

export const ASKED = { options: 2, isMultiple: false, isAnonymous: false };
export const POLL = 'id-3';
export const timeOf = (ms: number): string => new Date(Date.UTC(2030, 0, 1) + ms).toISOString();

/** Somebody asks a poll, at place 3. */
export const asks = (more: Partial<NonNullable<Entry['poll']>> = {}): Entry => ({
  ...said(3, 'ada', 'which?'),
  poll: { ...ASKED, ...more },
});

/** The poll adds up to something at a place, two seconds after the place before it. */
export const tells = (
  seq: number,
  votes: number[],
  more: Partial<Sums> & { at?: number } = {},
): Entry => {
  const { at = seq * 2_000, ...sums } = more;
  const voters = votes.reduce((sum, count) => sum + count, 0);
  const of = { messageId: POLL, clientMessageId: null, actorId: 'ada', createdAt: timeOf(at) };
  return { ...of, seq, kind: 'poll', polled: { votes, voters, isClosed: false, ...sums } };
};

export const ends = (seq: number, votes: number[]): Entry => tells(seq, votes, { isClosed: true });

export type Vote = [person: string, choices: number[], seq: number];
export type Row = NonNullable<FinalLog['polls']>[number];

export const rowOf = (votes: Vote[], more: Partial<Row> = {}): Row => {
  const cast = votes.map(([person, choices, seq]) => ({ person, choices, seq }));
  const countOf = (option: number) => cast.filter(({ choices }) => choices.includes(option)).length;
  const voters = cast.filter(({ choices }) => choices.length > 0).length;
  return { messageId: POLL, votes: [0, 1].map(countOf), voters, isClosed: false, cast, ...more };
};

export class Voting extends Story {
  #op = 100;

  /** Asks for something, and has an answer or none. */
  does(
    does: 'vote' | 'close-poll',
    author: string,
    {
      type = 'ok',
      ...more
    }: Partial<Omit<RequestLine, 'type'>> & {
      type?: RequestLine['type'] | null;
    } = {},
  ): this {
    this.#op += 1;
    const { seq, ...asked } = more;
    const of = { op: this.#op, client: author, author, does, eventId: EVENT, messageId: POLL };
    this.write({ type: 'invoke', ...of, ...asked });
    if (type === null) return this;
    return this.write({ type, ...of, ...asked, ...(seq !== undefined && { seq }) });
  }

  votes(author: string, choices: number[], seq?: number): this {
    return this.does('vote', author, { choices, ...(seq !== undefined && { seq }) });
  }

  isTold(client: string, seq: number, votes: number[], isClosed = false): this {
    const voters = votes.reduce((sum, count) => sum + count, 0);
    const sums = { votes, voters, isClosed };
    return this.write({ type: 'polled', client, eventId: EVENT, seq, messageId: POLL, ...sums });
  }

  isToldOwn(client: string, choices: number[], seq: number): this {
    return this.write({ type: 'voted', client, eventId: EVENT, messageId: POLL, choices, seq });
  }

  lists(client: string, option: number, people: string[]): this {
    const of = { client, eventId: EVENT, messageId: POLL, option, people };
    return this.write({ type: 'listed-voters', ...of });
  }

  showsPoll(person: string, votes: number[], own: number[], isClosed = false): this {
    const voters = votes.reduce((sum, count) => sum + count, 0);
    const polls = [{ messageId: POLL, votes, voters, isClosed, own }];
    return this.write({ type: 'shows-polls', client: person, person, eventId: EVENT, polls });
  }
}

/** Ada asks; who is there are ada and bob, each on one device. */
export const story = (asked: Partial<NonNullable<RequestLine['poll']>> = {}): Voting => {
  const of = { op: 3, client: 'ada', author: 'ada', does: 'send', eventId: EVENT } as const;
  const message = { ...of, clientMessageId: 'm-which?', content: 'which?' };
  return new Voting()
    .connects('ada', 1, 'node-1', 'smart')
    .connects('bob', 1, 'node-1', 'smart')
    .write({ type: 'invoke', ...message, poll: { ...ASKED, ...asked } })
    .write({ type: 'ok', ...message, seq: 3, messageId: POLL });
};

export interface End {
  readonly run: Voting;
  readonly log: readonly Entry[];
  readonly rows: Row[];
  readonly hasWords?: boolean;
}

export const statusOf = ({ run, log, rows, hasWords }: End) => {
  const whole = logOf([came(1, 'ada'), came(2, 'bob'), ...log]);
  const messages = whole.messages.map((message) => ({
    ...message,
    hasPoll: hasWords ?? message.isDeleted !== true,
  }));
  const final = { ...whole, messages, polls: rows };
  return judge(run, final).rules.find(({ rule }) => rule === 'K19')?.status;
};
