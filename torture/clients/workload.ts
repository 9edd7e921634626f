import { setTimeout as sleep } from 'node:timers/promises';

import type { Random } from '../random.ts';
import type { ChangeByApi } from './change-by-api.ts';
import { Doings } from './doings.ts';
import { Moderating } from './moderating.ts';
import { Mentioning } from './mentioning.ts';
import { Replying } from './replying.ts';
import { uniqueWord } from '../words.ts';
import type { Recorder } from '../recorder.ts';
import { beginRequest, type TortureClient } from './client.ts';
import { repeatThroughApi, type Repeated } from './repeating.ts';
import type { RestClient } from '../../lib/rest-client.ts';
import type { Host } from './hosts.ts';
import type { World } from './people.ts';

/** A client with the API as its person sees it. */
export interface Actor {
  readonly client: TortureClient;
  readonly rest: RestClient;
  /** Another connection of the same person, to whichever node: repeats sends. */
  readonly twin: TortureClient | undefined;
  /** Whether its person may delete anybody's messages. */
  readonly moderates?: boolean;
  /** Changes messages by the API. */
  readonly changeByApi?: ChangeByApi;
  /** Resets the client's connections, as a lost network does. */
  cut(): void;
}

export interface WorkloadOptions {
  readonly actors: readonly Actor[];
  /** Those who make announcements. */
  readonly hosts: readonly Host[];
  readonly world: World;
  readonly recorder: Recorder;
  readonly random: Random;
  /** Messages a second of all clients together, repeats not counted. */
  readonly rate: number;
  /** How often they come and go, as a multiple of what is usual. */
  readonly churn: number;
}

const TICK_MS = 50;
/** Share of the messages that are sent once more, under the same id, another way. */
const REPEATED = 0.05;

/** How often a second each of these happens, over all clients. */
const CHURN = {
  reconnect: 0.5,
  visit: 0.4,
  membership: 0.25,
  mood: 0.2,
  revoke: 0.1,
  restart: 0.15,
  moderate: 0.25,
};

/** What people do: write, come and go, lose their network, sign out elsewhere. Ends when told, and then has ended all that it began. */
export class Workload {
  readonly #options: WorkloadOptions;
  readonly #flows = new Set<Promise<void>>();
  readonly #busy = new Set<string>();
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #doings: Doings;
  readonly #moderating: Moderating;
  readonly #replying: Replying;
  readonly #mentioning: Mentioning;
  #due = 0;
  #sent = 0;

  constructor(options: WorkloadOptions) {
    this.#options = options;
    const { actors, recorder, random, world } = options;
    const flow = (begin: () => Promise<void>): void => this.#flow(begin);
    this.#doings = new Doings({ ...options, eventIds: world.eventIds, flow });
    this.#replying = new Replying(recorder.spoken, random.fork('replying'));
    this.#mentioning = new Mentioning(
      actors.map(({ client }) => client),
      random.fork('mentioning'),
    );
    const { appearing, searching, applauding } = this.#doings;
    this.#moderating = new Moderating({
      recorder,
      random: random.fork('moderating'),
      comeBack: (actor, eventId) => this.#comeBack(actor, eventId),
      onMuted: (other, eventId) => applauding.whereBarred(other, eventId),
      onBanned: async ({ moderator, other, eventId }) => {
        await appearing.list(moderator, eventId);
        await searching.afterLeaving(other, eventId);
        await applauding.whereBarred(other, eventId);
      },
    });
  }

  /** Whether somebody has chosen not to be shown. */
  get isInvisible(): (person: string) => boolean {
    return this.#doings.appearing.isInvisible;
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** Begins nothing more; resolves when everybody is back in their rooms. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    // Flows begin others.
    while (this.#flows.size > 0) await Promise.all(this.#flows);
    await this.#doings.announcing.tidy();
    await this.#doings.voting.tidy();
  }

  #tick(): void {
    const { rate, random, churn } = this.#options;
    this.#due += (rate * TICK_MS) / 1_000;
    for (; this.#due >= 1; this.#due -= 1) this.#send();
    this.#doings.tick(TICK_MS);
    for (const [name, perSecond] of Object.entries(CHURN)) {
      if (random.chance((churn * perSecond * TICK_MS) / 1_000)) this.#churn(name);
    }
  }

  #send(): void {
    const { random, actors } = this.#options;
    const actor = random.pick(actors);
    const rooms = actor.client.rooms();
    if (rooms.length === 0) return;
    const eventId = rooms[random.zipf(rooms.length)] ?? random.pick(rooms);
    this.#sent += 1;
    const how = {
      replyTo: this.#replying.choose(actor.client, eventId),
      mentions: this.#mentioning.choose(actor.client),
    };
    const words = `${actor.client.name} ${this.#sent} ${uniqueWord('said', this.#sent)}`;
    const content = `${words} ${'·'.repeat(random.int(0, 60))}`.trimEnd();
    const id = actor.client.send(eventId, content, how);
    if (id !== undefined && random.chance(REPEATED)) {
      this.#flow(() => this.#repeat(actor, { eventId, content, id, ...how }));
    }
  }

  async #repeat(actor: Actor, repeated: Repeated): Promise<void> {
    const { random, recorder } = this.#options;
    const { eventId, content, ...how } = repeated;
    await sleep(random.int(0, 300));
    if (actor.twin !== undefined && random.chance(0.5)) {
      actor.twin.send(eventId, content, how);
      return;
    }
    await repeatThroughApi(recorder, actor, repeated);
  }

  #churn(name: string): void {
    const { random, actors, world } = this.#options;
    const actor = random.pick(actors);
    const { client } = actor;
    const rooms = client.rooms().filter((eventId) => !this.#busy.has(keyOf(client, eventId)));
    if (name === 'reconnect') return actor.cut();
    if (name === 'restart') return client.restart?.();
    if (name === 'moderate') return this.#moderate();
    if (name === 'revoke') return this.#flow(() => world.revoke(client.person));
    if (rooms.length === 0) return;
    const eventId = random.pick(rooms);
    if (name === 'mood') return this.#flow(() => this.#participate(actor, eventId, 'interested'));
    // Who moderates stays: whom they ban they must be able to let in again.
    const isVisit = name === 'visit' || actor.moderates === true;
    const flow = isVisit ? this.#visit(actor, eventId) : this.#membership(actor, eventId);
    const key = keyOf(client, eventId);
    this.#busy.add(key);
    this.#flow(() => flow.finally(() => this.#busy.delete(key)));
  }

  /** Leaves a room, takes part still, and comes back. */
  async #visit({ client }: Actor, eventId: string): Promise<void> {
    client.leave(eventId);
    await sleep(this.#options.random.int(500, 5_000));
    client.join(eventId);
  }

  /** Takes part no longer, told by the API's process, and later again. */
  async #membership(actor: Actor, eventId: string): Promise<void> {
    await this.#participate(actor, eventId, null);
    actor.client.lose(eventId);
    await this.#doings.searching.afterLeaving(actor, eventId);
    await sleep(this.#options.random.int(2_000, 6_000));
    await this.#comeBack(actor, eventId);
  }

  async #comeBack(actor: Actor, eventId: string): Promise<void> {
    await this.#participate(actor, eventId, 'attending');
    actor.client.join(eventId);
  }

  /** Somebody who moderates does something about somebody else in one of their rooms, or about the room. */
  #moderate(): void {
    const { random, actors } = this.#options;
    const there = actors.filter(
      ({ client, moderates }) => moderates === true && client.rooms().length > 0,
    );
    if (there.length === 0) return;
    const moderator = random.pick(there);
    const eventId = random.pick(moderator.client.rooms());
    const others = actors.filter(
      ({ client, moderates }) =>
        moderates !== true &&
        client.rooms().includes(eventId) &&
        !this.#busy.has(keyOf(client, eventId)),
    );
    const other = others.length === 0 ? undefined : random.pick(others);
    if (other === undefined) return;
    const key = keyOf(other.client, eventId);
    this.#busy.add(key);
    const dice = random.int(0, 19);
    this.#flow(() => {
      const done =
        dice < 9
          ? this.#moderating.mute(moderator, other, eventId)
          : dice < 18
            ? this.#moderating.ban(moderator, other, eventId)
            : this.#moderating.freeze(moderator, eventId);
      return done.finally(() => this.#busy.delete(key));
    });
  }

  /** Asks until there is an answer. */
  async #participate(
    { client, rest }: Actor,
    eventId: string,
    status: 'attending' | 'interested' | null,
  ): Promise<void> {
    const { recorder, random } = this.#options;
    for (;;) {
      const request = beginRequest(recorder, {
        does: status === null ? 'quit' : 'attend',
        client: client.name,
        author: client.person.id,
        eventId,
        via: 'api',
      });
      const answer = await rest.setParticipation(eventId, status);
      if (answer.ok) return request.ok();
      request.refused(answer.error.code);
      if (!answer.error.retryable && answer.error.code !== 'unauthenticated') return;
      await sleep(random.int(300, 1_200));
    }
  }

  #flow(begin: () => Promise<void>): void {
    const flow: Promise<void> = begin()
      // A flow that fails for want of a database is over; its requests have their ends.
      .catch(() => {})
      .finally(() => this.#flows.delete(flow));
    this.#flows.add(flow);
  }
}

const keyOf = (client: TortureClient, eventId: string): string => `${client.name} ${eventId}`;
