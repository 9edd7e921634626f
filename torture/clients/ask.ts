import type { Socket } from 'socket.io-client';

import { parseAnswer } from '../../lib/socket-client/answers.ts';
import type { Answer, RequestName } from '../../protocol/wire.ts';

const ANSWER_MS = 8_000;

const UNKNOWN = {
  ok: false,
  error: { code: 'unavailable', message: 'No answer.', retryable: true },
};

/** Asks over a stock socket of any version. No answer in time, or a lost connection, reads as `unavailable`. */
export class Asker {
  readonly #socket: Socket;
  #waiting = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Requests without an answer yet. */
  get waiting(): number {
    return this.#waiting;
  }

  async ask<N extends RequestName>(name: N, payload: object): Promise<Answer<N>> {
    return parseAnswer(name, await this.askRaw(name, payload));
  }

  /** The same, of a server with other answers than ours. */
  async askRaw(name: string, payload: object): Promise<unknown> {
    this.#waiting += 1;
    const answer = await this.#emit(name, payload);
    this.#waiting -= 1;
    return answer;
  }

  /** By the callback alone: older versions have no other way. */
  #emit(name: string, payload: object): Promise<unknown> {
    return new Promise((resolve) => {
      const settle = (answer: unknown): void => {
        clearTimeout(timer);
        this.#socket.off('disconnect', giveUp);
        resolve(answer);
      };
      const giveUp = (): void => settle(UNKNOWN);
      const timer = setTimeout(giveUp, ANSWER_MS);
      this.#socket.on('disconnect', giveUp);
      this.#socket.emit(name, payload, settle);
    });
  }
}
