import type { Socket } from 'socket.io-client';
import type { z } from 'zod';

import { refusal } from '../../protocol/errors.ts';
import { fail } from '../../protocol/result.ts';
import { requests } from '../../protocol/wire.ts';
import type { Answer, RequestName } from '../../protocol/wire.ts';
import { noAnswer, notConnected, parseAnswer } from './answers.ts';

/** Longer than the server takes over a slow database; a late answer is settled by the log. */
const ANSWER_TIMEOUT_MS = 8_000;

type RequestPayload<N extends RequestName> = z.input<(typeof requests)[N]['payload']>;

export type SendRequest = <N extends RequestName>(
  name: N,
  payload: RequestPayload<N>,
) => Promise<Answer<N>>;

/**
 * The one place that sends requests. Nothing is emitted while disconnected, since socket.io
 * would keep it and send it at a time of its own choosing.
 */
export const createRequester =
  (socket: Socket): SendRequest =>
  async (name, payload) => {
    const parsed = requests[name].payload.safeParse(payload);
    if (!parsed.success) {
      return fail(refusal('invalid', parsed.error.issues[0]?.message ?? 'This is not valid.'));
    }
    if (!socket.connected) return fail(notConnected());
    try {
      const answer: unknown = await socket
        .timeout(ANSWER_TIMEOUT_MS)
        .emitWithAck(name, parsed.data);
      return parseAnswer(name, answer);
    } catch {
      // The only rejections are the time-out and the end of the connection.
      return fail(socket.connected ? noAnswer() : notConnected());
    }
  };
