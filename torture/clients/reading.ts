import { setTimeout as sleep } from 'node:timers/promises';

import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import type { Spoken } from '../spoken.ts';
import { beginRequest } from './client.ts';
import type { Actor } from './workload.ts';

interface Parts {
  readonly recorder: Recorder;
  readonly spoken: Spoken;
  readonly random: Random;
  /** Begins something that the run waits for. */
  readonly flow: (begin: () => Promise<void>) => void;
}

/** Requests of one move, before its author gives up on it. */
const ATTEMPTS_MAX = 6;

/** What people read on another device, by the API, and what they mark as unread there; ours read by themselves. */
export class ReadingPeople {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  begin(actors: readonly Actor[]): void {
    const { random, spoken, flow } = this.#parts;
    const readers = actors.filter(({ client }) => client.kind === 'smart');
    if (readers.length === 0 || spoken.all.length === 0) return;
    const actor = random.pick(readers);
    const message = spoken.all.at(-1 - random.zipf(spoken.all.length));
    if (message === undefined || !actor.client.rooms().includes(message.eventId)) return;
    const does = random.chance(0.5) ? 'read' : 'unread';
    flow(() => this.#move(actor, { does, eventId: message.eventId, seq: message.seq }));
  }

  async #move(
    { client, rest }: Actor,
    { does, eventId, seq }: { does: 'read' | 'unread'; eventId: string; seq: number },
  ): Promise<void> {
    const { recorder, random } = this.#parts;
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const request = beginRequest(recorder, {
        does,
        client: client.name,
        author: client.person.id,
        eventId,
        via: 'api',
      });
      const answer = await (does === 'read'
        ? rest.markRead(eventId, { seq })
        : rest.markUnread(eventId, { seq }));
      if (answer.ok) return request.ok({ readSeq: answer.value.readSeq });
      request.refused(answer.error.code);
      if (!answer.error.retryable) return;
      await sleep(random.int(300, 1_200));
    }
  }
}
