import { setTimeout as sleep } from 'node:timers/promises';

import type { Random } from '../random.ts';
import type { Spoken, SpokenMessage } from '../spoken.ts';
import type { MessageReaction, TortureClient } from './client.ts';
import type { Actor } from './workload.ts';

const EMOJI = ['👍', '❤️', '🎉'];
/** Requests of one reaction, before its author gives up on it. */
const ATTEMPTS_MAX = 4;
const AGAIN_MS = 700;
/** Share of the occasions on which everybody reacts at once. */
const CROWD = 0.1;

/** What people give messages: one at a time, and all at once to what was said last. */
export class ReactingPeople {
  readonly #spoken: Spoken;
  readonly #random: Random;
  readonly #flow: (begin: () => Promise<void>) => void;

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

  begin(actors: readonly Actor[]): void {
    const message = this.#choose();
    if (message === undefined) return;
    const crowd = this.#random.chance(CROWD) ? actors : [this.#random.pick(actors)];
    for (const { client } of crowd) {
      if (!client.rooms().includes(message.eventId)) continue;
      const { eventId, messageId } = message;
      const emoji = this.#random.pick(EMOJI);
      const reaction = { eventId, messageId, emoji, on: this.#random.chance(0.7) };
      this.#flow(() => ask(client, reaction));
    }
  }

  /** The newest the likeliest. */
  #choose(): SpokenMessage | undefined {
    const { all } = this.#spoken;
    return all.length === 0 ? undefined : all.at(-1 - this.#random.zipf(all.length));
  }
}

/** Until there is an answer: to ask again is safe, as long as nobody has changed their mind. */
async function ask(client: TortureClient, reaction: MessageReaction): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    if ((await client.react?.(reaction)) !== 'unknown') return;
    await sleep(AGAIN_MS);
  }
}
