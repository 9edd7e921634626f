import { setTimeout as sleep } from 'node:timers/promises';

import type { Random } from '../random.ts';
import { uniqueWord } from '../words.ts';
import type { Spoken, SpokenMessage } from '../spoken.ts';
import type { ChangeEnd, MessageChange } from './client.ts';
import type { Actor } from './workload.ts';

/** Requests of one change, before its author gives up on it. */
const ATTEMPTS_MAX = 6;
const AGAIN_MS = 700;
/** Share of the changes that are asked for once more after they were acknowledged. */
const REPEATED = 0.1;
const BY_API = 0.25;

type Way = (change: MessageChange) => Promise<ChangeEnd>;

/** What people do with their messages: correct them, some more than once or on two devices, and take them back. */
export class Changing {
  readonly #spoken: Spoken;
  readonly #random: Random;
  readonly #flow: (begin: () => Promise<void>) => void;
  #edits = 0;

  constructor(parts: {
    readonly spoken: Spoken;
    readonly random: Random;
    /** Begins something that the run waits for. */
    readonly flow: (begin: () => Promise<void>) => void;
  }) {
    this.#spoken = parts.spoken;
    this.#random = parts.random;
    this.#flow = parts.flow;
  }

  /** One person changes one message. */
  begin(actor: Actor): void {
    const message = this.#choose(actor);
    if (message === undefined) return;
    const isOwn = message.author === actor.client.person.id;
    const dice = this.#random.int(0, isOwn ? 99 : 0);
    if (dice < 25) this.#flow(() => this.#delete(actor, message));
    else if (dice < 50) this.#flow(() => this.#edit(actor, message));
    else if (dice < 65) this.#flow(() => this.#editOften(actor, message));
    else if (dice < 80) this.#editAtOnce(actor, message);
    else this.#editAndDelete(actor, message);
  }

  /** One of one's own, the newest the likeliest; who moderates, also anybody's in the same rooms. */
  #choose(actor: Actor): SpokenMessage | undefined {
    const { client, moderates = false } = actor;
    const rooms = client.rooms();
    const messages = moderates ? this.#spoken.all : this.#spoken.of(client.person.id);
    const open = messages.filter(({ eventId }) => rooms.includes(eventId));
    return open.length === 0 ? undefined : open.at(-1 - this.#random.zipf(open.length));
  }

  async #editOften(actor: Actor, message: SpokenMessage): Promise<void> {
    for (let left = this.#random.int(2, 4); left > 0; left -= 1) {
      await this.#edit(actor, message);
      await sleep(this.#random.int(0, 200));
    }
  }

  /** Two devices of one person, with two texts or the same. */
  #editAtOnce(actor: Actor, message: SpokenMessage): void {
    const one = this.#editTo(message);
    const other = this.#random.chance(0.3) ? one : this.#editTo(message);
    const { twin, changeByApi } = actor;
    const second: Way | undefined =
      twin?.change === undefined
        ? changeByApi && ((change) => changeByApi(actor.client, change))
        : (change) => twin.change?.(change) ?? Promise.resolve('refused');
    this.#flow(() => this.#ask(this.#way(actor), one));
    if (second !== undefined) this.#flow(() => this.#ask(second, other));
  }

  /** Not waiting for the edit: either may come first, and an edit that comes too late is refused. */
  #editAndDelete(actor: Actor, message: SpokenMessage): void {
    this.#flow(() => this.#edit(actor, message));
    this.#flow(() => this.#delete(actor, message));
  }

  #edit(actor: Actor, message: SpokenMessage): Promise<void> {
    return this.#ask(this.#way(actor), this.#editTo(message));
  }

  #delete(actor: Actor, { eventId, messageId }: SpokenMessage): Promise<void> {
    return this.#ask(this.#way(actor), { eventId, messageId });
  }

  /** No two edits have the same text. */
  #editTo({ eventId, messageId }: SpokenMessage): MessageChange {
    this.#edits += 1;
    const content = `edit ${this.#edits} of ${messageId} ${uniqueWord('edit', this.#edits)}`;
    return { eventId, messageId, content };
  }

  #way({ client, changeByApi }: Actor): Way {
    if (changeByApi !== undefined && this.#random.chance(BY_API)) {
      return (change) => changeByApi(client, change);
    }
    return (change) => client.change?.(change) ?? Promise.resolve('refused');
  }

  /** Until there is an answer, as an app does: to ask again is safe. Also now and then where there was one. */
  async #ask(way: Way, change: MessageChange): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const end = await way(change);
      if (end === 'refused') return;
      if (end === 'done' && !this.#random.chance(REPEATED)) return;
      await sleep(AGAIN_MS);
    }
  }
}
