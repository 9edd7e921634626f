import { setTimeout as sleep } from 'node:timers/promises';

import type { RestResult } from '../../lib/rest-client.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import { beginRequest } from './client.ts';
import type { Actor } from './workload.ts';

/** Longer than a run: a mute ends when somebody ends it. */
const MUTE_SECONDS = 86_400;

interface Ban {
  readonly moderator: Actor;
  readonly other: Actor;
  readonly eventId: string;
}

interface Parts {
  readonly recorder: Recorder;
  readonly random: Random;
  /** Comes back to an event, and to its room. */
  readonly comeBack: (actor: Actor, eventId: string) => Promise<void>;
  /** Somebody's mute was acknowledged. */
  readonly onMuted: (other: Actor, eventId: string) => Promise<void>;
  /** Somebody's ban was acknowledged. */
  readonly onBanned: (ban: Ban) => Promise<void>;
}

/** What moderators do by the API: each takes back what it did, so that everybody can talk in the end. */
export class Moderating {
  readonly #parts: Parts;
  #isFrozen = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Mutes somebody for a while. */
  async mute(moderator: Actor, other: Actor, eventId: string): Promise<void> {
    const { person } = other.client;
    const mute = (forSeconds: number) => () =>
      moderator.rest.mute(eventId, person.id, { forSeconds });
    await this.#act(moderator, { does: 'mute', eventId, target: person.id }, mute(MUTE_SECONDS));
    await this.#parts.onMuted(other, eventId);
    await this.#wait(0, 2_000);
    await this.#act(moderator, { does: 'unmute', eventId, target: person.id }, mute(0));
  }

  /** Freezes one room at a time for a moment. */
  async freeze({ rest }: Actor, eventId: string): Promise<void> {
    if (this.#isFrozen) return;
    this.#isFrozen = true;
    await this.#ask(() => rest.setRoomMode(eventId, { isFrozen: true }));
    await this.#wait(100, 400);
    await this.#ask(() => rest.setRoomMode(eventId, { isFrozen: false }));
    this.#isFrozen = false;
  }

  /** Bans somebody, who is in the room no longer; later they are let in again, and come back. */
  async ban(moderator: Actor, other: Actor, eventId: string): Promise<void> {
    const { rest } = moderator;
    const target = other.client.person.id;
    await this.#act(moderator, { does: 'remove', eventId, target }, () =>
      rest.ban(eventId, target),
    );
    other.client.lose(eventId);
    await this.#parts.onBanned({ moderator, other, eventId });
    await this.#wait(2_000, 6_000);
    await this.#ask(() => rest.unban(eventId, target));
    await this.#parts.comeBack(other, eventId);
  }

  /** One request in the history, however often it is asked. */
  async #act(
    { client }: Actor,
    act: { does: 'mute' | 'unmute' | 'remove'; eventId: string; target: string },
    call: () => RestResult<unknown>,
  ): Promise<void> {
    const by = { client: client.name, author: client.person.id, via: 'api' };
    const request = beginRequest(this.#parts.recorder, { ...act, ...by });
    await this.#ask(call);
    request.ok();
  }

  /** Until there is an answer: each is safe to repeat. */
  async #ask(call: () => RestResult<unknown>): Promise<void> {
    for (;;) {
      const answer = await call();
      const { random } = this.#parts;
      if (answer.ok) return;
      const { retryable, code } = answer.error;
      if (!retryable && code !== 'unauthenticated') return;
      await sleep(random.int(300, 1_200));
    }
  }

  #wait(minMs: number, maxMs: number): Promise<void> {
    return sleep(this.#parts.random.int(minMs, maxMs));
  }
}
