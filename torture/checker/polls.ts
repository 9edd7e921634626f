import type {
  ConnectionLine,
  FinalLog,
  ListedVotersLine,
  PolledLine,
  RequestLine,
  ShowsPollsLine,
  VoteToldLine,
} from '../history.ts';
import type { Court } from './court.ts';
import type { Faults } from './faults.ts';
import { foldPolls, isSameSums, type PollFold, type PollLife } from './poll-fold.ts';
import { PollRequests } from './poll-requests.ts';
import { claimsOfRow, type FinalPoll } from './poll-rows.ts';
import { mayBeLast } from './votes-cast.ts';

/** How late the clock is at most, where nothing is broken. */
const LATE_MS = 10_000;
/** A job that a node took and did not end is done again after so long. */
const JOB_LOST_MS = 75_000;

export interface PollsOptions {
  readonly court: Court;
  readonly finals: readonly FinalLog[];
  readonly faults: Faults;
}

/**
 * K19: polls. Each person's vote counts once, as they last chose, in an order that fits what was acknowledged; nothing
 * counts behind a poll's end, or after its time, and sums are told twice a second at most. Rows are what the log makes of
 * them; each of ours is told what the log says, and in the end shows it, with its person's own vote. Of an anonymous poll
 * nobody is told who chose what; of a deleted one nothing is left.
 */
export class Polls {
  readonly #options: PollsOptions;
  readonly #folds: ReadonlyMap<string, PollFold>;
  readonly #rows: ReadonlyMap<string, FinalPoll>;
  readonly #requests = new PollRequests();
  readonly #people = new Map<string, string>();
  /** The machine's time of day when the history's began; `null`: the history does not say it. */
  #wallMs: number | null = null;

  constructor(options: PollsOptions) {
    this.#options = options;
    const { finals } = options;
    this.#folds = new Map(finals.map((log) => [log.eventId, foldPolls(log)]));
    this.#rows = new Map(
      finals.flatMap(({ polls = [] }) => polls.map((row) => [row.messageId, row] as const)),
    );
  }

  start(wallMs: number | undefined, at: number): void {
    if (wallMs !== undefined) this.#wallMs = wallMs - at;
  }

  connection({ client, person }: ConnectionLine): void {
    this.#people.set(client, person);
  }

  /** @returns whether it is about nothing else. */
  request(line: RequestLine): boolean {
    return this.#requests.add(line);
  }

  told({ client, eventId, seq, messageId, at, ...sums }: PolledLine): void {
    const said = this.#lifeOf(eventId, messageId)?.told.get(seq);
    const is = said !== undefined && isSameSums(said, sums);
    const what = `${client} was told other sums of ${messageId} than the log has at place ${seq}`;
    this.#check(is, what, { at, client, eventId, seq });
  }

  ownTold({ client, eventId, messageId, choices, at }: VoteToldLine): void {
    const person = this.#people.get(client) ?? '';
    const casts = this.#requests.votes.of(messageId, person);
    const is = casts.some(
      (cast) => cast.is !== 'refused' && cast.choices.join() === choices.join(),
    );
    const what = `${client} was told a vote in ${messageId} that its person did not cast`;
    this.#check(is, what, { at, client, eventId });
  }

  listed({ client, eventId, messageId, option, people, at }: ListedVotersLine): void {
    const isAnonymous = this.#requests.askedOf(messageId)?.isAnonymous === true;
    const casts = this.#requests.votes.in(messageId);
    const mayHave = (person: string): boolean =>
      casts.some(
        (cast) => cast.person === person && cast.is !== 'refused' && cast.choices.includes(option),
      );
    const is = isAnonymous ? people.length === 0 : people.every(mayHave);
    const why = isAnonymous ? 'which is anonymous' : 'and they did not';
    const what = `${client} was told who chose option ${option} of ${messageId}, ${why}`;
    this.#check(is, what, { at, client, eventId });
  }

  /** What a room shows in the end. */
  show({ client, person, eventId, polls, at }: ShowsPollsLine): void {
    for (const { messageId, own, ...sums } of polls) {
      const row = this.#rows.get(messageId);
      const is = row !== undefined && isSameSums(row, sums);
      const what = `in the end ${client} shows other sums of ${messageId} than the database has`;
      this.#check(is, what, { at, client, eventId });
      if (!this.#isSureOf(messageId, person)) continue;
      const cast = row?.cast.find((vote) => vote.person === person)?.choices ?? [];
      const isOwn = cast.join() === own.toSorted((one, other) => one - other).join();
      const mine = `in the end ${client} shows ${own.join()} as its vote in ${messageId}, not ${cast.join()}`;
      this.#check(isOwn, mine, { at, client, eventId });
    }
  }

  /** @returns how much is otherwise than it must be. */
  finish(at: number): number {
    for (const log of this.#options.finals) this.#finishLog(log, at);
    for (const { is, what, ...place } of this.#requests.claims((eventId, messageId) =>
      this.#lifeOf(eventId, messageId),
    ))
      this.#check(is, what, place);
    return this.#options.court.count('K19');
  }

  #finishLog({ eventId, messages, polls = [] }: FinalLog, at: number): void {
    const { polls: lives, faults } = this.#folds.get(eventId) ?? { polls: new Map(), faults: [] };
    for (const { seq, what } of faults) this.#check(false, what, { eventId, seq });
    for (const { messageId } of polls)
      if (!lives.has(messageId))
        this.#check(false, `${messageId} asks no poll, and has one`, { eventId });
    const words = new Set(messages.flatMap(({ id, hasPoll }) => (hasPoll === true ? [id] : [])));
    for (const life of lives.values()) {
      const { messageId } = life;
      const of = { life, row: this.#rows.get(messageId), hasWords: words.has(messageId) };
      for (const [is, what] of claimsOfRow(of)) this.#check(is, what, { eventId });
      if (!life.isDeleted) this.#checkVotes(life, eventId);
      this.#checkClock(life, eventId, at);
      const mayEnd = life.closedAt === Infinity || this.#requests.mayEnd(messageId);
      this.#check(mayEnd, `the poll ${messageId} is over, and nobody ended it`, { eventId });
    }
  }

  #checkVotes({ messageId }: PollLife, eventId: string): void {
    const kept = new Map(
      this.#rows.get(messageId)?.cast.map(({ person, ...vote }) => [person, vote]) ?? [],
    );
    const { votes } = this.#requests;
    const asked = votes.in(messageId).map(({ person }) => person);
    for (const person of new Set([...kept.keys(), ...asked])) {
      const vote = kept.get(person) ?? { choices: [], seq: 0 };
      const is = mayBeLast(vote, votes.of(messageId, person));
      const what = `${person} has ${vote.choices.join() || 'no vote'} in ${messageId}, which is not what they chose last`;
      this.#check(is, what, { eventId, ...(vote.seq > 0 && { seq: vote.seq }) });
    }
  }

  /** The clock ends a poll in time, where no fault was near. */
  #checkClock({ asked, closedAt, messageId }: PollLife, eventId: string, endMs: number): void {
    if (asked?.closesAt === undefined || this.#wallMs === null) return;
    const dueMs = Date.parse(asked.closesAt) - this.#wallMs;
    const isCalm = this.#options.faults.wasCalm(dueMs - JOB_LOST_MS, dueMs + LATE_MS);
    if (dueMs + LATE_MS > endMs || !isCalm) return;
    const what = `${messageId} was to be over at ${asked.closesAt}, and is not`;
    this.#check(closedAt < Infinity, what, { eventId });
  }

  /** Whether it is known what somebody chose last, and their devices had to be told. */
  #isSureOf(messageId: string, person: string): boolean {
    const { faults } = this.#options;
    return this.#requests.votes
      .of(messageId, person)
      .every(
        ({ is, askedAt, endedAt, isByApi }) =>
          is !== 'unknown' && (!isByApi || faults.wasCalm(askedAt - LATE_MS, endedAt + LATE_MS)),
      );
  }

  #lifeOf(eventId: string, messageId: string): PollLife | undefined {
    return this.#folds.get(eventId)?.polls.get(messageId);
  }

  #check(is: boolean, what: string, place: Place): void {
    this.#options.court.check('K19', is, () => ({ what, ...place }));
  }
}

interface Place {
  readonly at?: number;
  readonly client?: string;
  readonly eventId?: string;
  readonly seq?: number;
  readonly op?: number;
}
