import { setTimeout as sleep } from 'node:timers/promises';

import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import { uniqueWord } from '../words.ts';
import type { ChangeEnd, PollIn } from './client.ts';
import { PollByApi, type PollToAsk } from './poll-by-api.ts';
import type { Actor } from './workload.ts';

/** How often for each message somebody does something about a poll. */
const VOTINGS = 0.05;
/** Polls of one event that are open at once: with more of them, few vote in each. */
const OPEN_MAX = 2;
const ANOTHER = 0.05;
/** Shares of what is done where a poll is open; what is left are votes. */
const END = 0.08;
const LOOK = 0.08;
/** Share of the polls that are deleted where they would be ended. */
const DELETE = 0.2;
/** Share of the votes that everybody in the room casts at once. */
const CROWD = 0.3;
const BACK = 0.15;
/** Share of the voters who think better of it as soon as they are answered. */
const ANEW = 0.3;
const BY_API = 0.15;
/** Requests of one act, before its person gives up on it. */
const ATTEMPTS_MAX = 8;
const AGAIN_MS = 600;
/** Those who try to vote in a poll that was just ended. */
const LATE_MAX = 4;

interface Parts {
  readonly recorder: Recorder;
  readonly random: Random;
  readonly actors: readonly Actor[];
  /** Messages a second. */
  readonly rate: number;
  /** Begins something that the run waits for. */
  readonly flow: (begin: () => Promise<void>) => void;
}

interface Poll extends PollIn, PollToAsk {
  readonly asker: Actor;
}

/**
 * Moderators ask polls and end them, or leave that to the clock; people vote, alone and all at once, vote anew and take
 * votes back, and try to where it is over. Each of them as often as it takes to have an answer.
 */
export class VotingPeople {
  readonly #parts: Parts;
  readonly #api: PollByApi;
  /** Those that may be open. */
  readonly #open: Poll[] = [];
  /** Events in which one is being asked. */
  readonly #asking = new Set<string>();
  #asked = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#api = new PollByApi(parts.recorder);
  }

  /** What happens in a short time. */
  tick(ms: number): void {
    const { random, rate } = this.#parts;
    if (random.chance((rate * VOTINGS * ms) / 1_000)) this.#begin();
  }

  /** Ends what the clock would end: later, nothing of a poll may change any more. */
  async tidy(): Promise<void> {
    const timed = this.#open.filter(({ closesInSeconds }) => closesInSeconds !== undefined);
    await Promise.all(timed.map((poll) => this.#close(poll)));
  }

  #begin(): void {
    const { random, actors, flow } = this.#parts;
    const somebody = random.pick(actors);
    const rooms = somebody.client.rooms();
    if (rooms.length === 0) return;
    const eventId = random.pick(rooms);
    const open = this.#open.filter((poll) => poll.eventId === eventId);
    if (open.length === 0 || (open.length < OPEN_MAX && random.chance(ANOTHER))) this.#ask(eventId);
    if (open.length === 0) return;
    const poll = random.pick(open);
    const dice = random.next();
    if (dice < END) flow(() => this.#end(poll));
    else if (dice < END + LOOK) flow(() => this.#look(somebody, poll));
    else this.#vote(poll, random.chance(CROWD) ? this.#in(eventId) : [somebody]);
  }

  #in(eventId: string): readonly Actor[] {
    return this.#parts.actors.filter(({ client }) => client.rooms().includes(eventId));
  }

  #ask(eventId: string): void {
    const { random, flow } = this.#parts;
    const askers = this.#in(eventId).filter(({ moderates }) => moderates === true);
    if (askers.length === 0 || this.#asking.has(eventId)) return;
    this.#asking.add(eventId);
    const asker = random.pick(askers);
    const poll = this.#think();
    const clientMessageId = `poll-${this.#asked}`;
    const asking = again(async () => {
      const end = await this.#api.ask(asker, { eventId, clientMessageId, poll });
      if (typeof end !== 'object') return end;
      this.#open.push({ ...poll, ...end, eventId, asker });
      return 'done';
    });
    flow(() => asking.finally(() => this.#asking.delete(eventId)));
  }

  #think(): PollToAsk {
    const { random } = this.#parts;
    this.#asked += 1;
    const count = random.int(2, 5);
    return {
      question: `asked ${uniqueWord('poll', this.#asked)}?`,
      options: Array.from({ length: count }, (_, option) => `choice ${option}`),
      isMultiple: random.chance(0.4),
      isAnonymous: random.chance(0.5),
      ...(random.chance(0.3) && { closesInSeconds: random.int(10, 15) }),
    };
  }

  #vote(poll: Poll, people: readonly Actor[]): void {
    const { random, flow } = this.#parts;
    for (const actor of people)
      flow(async () => {
        await this.#cast(actor, poll);
        if (random.chance(ANEW)) await this.#cast(actor, poll);
      });
  }

  #cast(actor: Actor, poll: Poll): Promise<void> {
    const choices = this.#choose(poll);
    const isByApi = actor.client.vote === undefined || this.#parts.random.chance(BY_API);
    return again(async () =>
      isByApi
        ? this.#api.vote(actor, poll, choices)
        : ((await actor.client.vote?.(poll, choices)) ?? 'refused'),
    );
  }

  #choose({ options, isMultiple }: Poll): readonly number[] {
    const { random } = this.#parts;
    if (random.chance(BACK)) return [];
    const first = random.int(0, options.length - 1);
    const others = options.map((_, option) => option).filter((option) => option !== first);
    return isMultiple ? [first, ...others.filter(() => random.chance(0.3))] : [first];
  }

  /** It is ended, or deleted; some had not seen that, and vote. */
  async #end(poll: Poll): Promise<void> {
    const { random } = this.#parts;
    const { changeByApi, client } = poll.asker;
    if (random.chance(DELETE) && changeByApi !== undefined) {
      this.#forget(poll);
      const { eventId, messageId } = poll;
      return again(() => changeByApi(client, { eventId, messageId }));
    }
    await this.#close(poll);
    const there = this.#in(poll.eventId);
    for (let left = Math.min(LATE_MAX, there.length); left > 0; left -= 1)
      this.#vote(poll, [random.pick(there)]);
  }

  #close(poll: Poll): Promise<void> {
    this.#forget(poll);
    const { asker } = poll;
    const isByApi = asker.client.closePoll === undefined || this.#parts.random.chance(BY_API);
    return again(async () =>
      isByApi
        ? this.#api.close(asker, poll)
        : ((await asker.client.closePoll?.(poll)) ?? 'refused'),
    );
  }

  async #look(actor: Actor, poll: Poll): Promise<void> {
    await this.#api.look(actor, poll, this.#parts.random.int(0, poll.options.length - 1));
  }

  #forget(poll: Poll): void {
    const index = this.#open.indexOf(poll);
    if (index !== -1) this.#open.splice(index, 1);
  }
}

/** Until there is an answer: each is safe to repeat, as long as nobody has changed their mind. */
async function again(ask: () => Promise<ChangeEnd>): Promise<void> {
  for (let left = ATTEMPTS_MAX; left > 0; left -= 1) {
    if ((await ask()) !== 'unknown') return;
    await sleep(AGAIN_MS);
  }
}
