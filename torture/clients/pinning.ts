import { setTimeout as sleep } from 'node:timers/promises';

import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import type { SpokenMessage } from '../spoken.ts';
import { beginRequest, type ChangeEnd, type PinChange } from './client.ts';
import type { Actor } from './workload.ts';

/** Requests of one pin, before its author gives up on it. */
const ATTEMPTS_MAX = 4;
const AGAIN_MS = 700;
/** Share of the occasions on which something is pinned; on the others something is unpinned. */
const PINS = 0.6;
const BY_API = 0.3;

interface Parts {
  readonly recorder: Recorder;
  readonly random: Random;
  /** Begins something that the run waits for. */
  readonly flow: (begin: () => Promise<void>) => void;
}

/** What moderators pin, and unpin: with our client, or by the API. */
export class PinningPeople {
  readonly #parts: Parts;
  /** What was asked to be pinned, the latest at the end. */
  readonly #asked: SpokenMessage[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  begin(actors: readonly Actor[]): void {
    const { random, flow } = this.#parts;
    const moderators = actors.filter(({ moderates }) => moderates === true);
    if (moderators.length === 0) return;
    const actor = random.pick(moderators);
    const isPinned = random.chance(PINS);
    const message = this.#choose(actor, isPinned);
    if (message === undefined) return;
    if (isPinned) this.#asked.push(message);
    const { eventId, messageId } = message;
    flow(() => this.#ask(actor, { eventId, messageId, isPinned }));
  }

  /** The latest the likeliest. */
  #choose({ client }: Actor, isPinned: boolean): SpokenMessage | undefined {
    const { recorder, random } = this.#parts;
    const rooms = client.rooms();
    const messages = isPinned ? recorder.spoken.all : this.#asked;
    const there = messages.filter(({ eventId }) => rooms.includes(eventId));
    return there.length === 0 ? undefined : there.at(-1 - random.zipf(there.length));
  }

  /** Until there is an answer: to ask again is safe, as long as nobody else has changed it. */
  async #ask(actor: Actor, change: PinChange): Promise<void> {
    const { client } = actor;
    const isByApi = client.pin === undefined || this.#parts.random.chance(BY_API);
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const end = await (isByApi ? this.#askApi(actor, change) : client.pin?.(change));
      if (end !== 'unknown') return;
      await sleep(AGAIN_MS);
    }
  }

  async #askApi({ client, rest }: Actor, change: PinChange): Promise<ChangeEnd> {
    const { eventId, messageId, isPinned } = change;
    const request = beginRequest(this.#parts.recorder, {
      does: isPinned ? 'pin' : 'unpin',
      client: client.name,
      author: client.person.id,
      eventId,
      messageId,
      via: 'api',
    });
    const answer = await (isPinned ? rest.pinMessage : rest.unpinMessage)(eventId, messageId);
    if (answer.ok) request.ok({ seq: answer.value.seq });
    else request.refused(answer.error.code);
    if (answer.ok) return 'done';
    return answer.error.retryable ? 'unknown' : 'refused';
  }
}
