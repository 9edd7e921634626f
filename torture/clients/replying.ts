import type { ReplyTo } from '../../protocol/wire.ts';
import type { Random } from '../random.ts';
import type { Spoken } from '../spoken.ts';
import type { TortureClient } from './client.ts';

/** Share of the messages that answer another one. */
const ANSWERS = 0.15;

/** Which messages people answer: what was said last in the same room, whoever said it. */
export class Replying {
  readonly #spoken: Spoken;
  readonly #random: Random;

  constructor(spoken: Spoken, random: Random) {
    this.#spoken = spoken;
    this.#random = random;
  }

  /** The one that the client's next message is to answer. The seed's clients know of no answers. */
  choose({ kind }: TortureClient, eventId: string): ReplyTo | undefined {
    if (kind === 'raw' || !this.#random.chance(ANSWERS)) return undefined;
    const said = this.#spoken.all.filter((message) => message.eventId === eventId);
    const answered = said.at(-1 - this.#random.zipf(Math.max(1, said.length)));
    return answered && { id: answered.messageId, seq: answered.seq };
  }
}
