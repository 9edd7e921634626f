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
  /** How long to wait for the answer; 8 s if left out. */
  timeoutMs?: number,
) => Promise<Answer<N>>;

export interface Requester {
  readonly request: SendRequest;
  /** Resolves when everything that was asked so far has its answer. */
  readonly idle: () => Promise<unknown>;
}

/**
 * The one place that sends requests. Nothing is emitted while disconnected, since socket.io
 * would keep it and send it at a time of its own choosing.
 */
export function createRequester(socket: Socket): Requester {
  const underWay = new Set<Promise<unknown>>();
  return {
    request(name, payload, timeoutMs = ANSWER_TIMEOUT_MS) {
      const answer = requestOver(socket, { name, payload, timeoutMs });
      underWay.add(answer);
      return answer.finally(() => underWay.delete(answer));
    },
    idle: () => Promise.all(underWay),
  };
}

interface Asked<N extends RequestName> {
  readonly name: N;
  readonly payload: RequestPayload<N>;
  readonly timeoutMs: number;
}

async function requestOver<N extends RequestName>(
  socket: Socket,
  { name, payload, timeoutMs }: Asked<N>,
): Promise<Answer<N>> {
  const parsed = requests[name].payload.safeParse(payload);
  if (!parsed.success) {
    return fail(refusal('invalid', parsed.error.issues[0]?.message ?? 'This is not valid.'));
  }
  if (!socket.connected) return fail(notConnected());
  try {
    const answer: unknown = await socket.timeout(timeoutMs).emitWithAck(name, parsed.data);
    return parseAnswer(name, answer);
  } catch {
    // The only rejections are the time-out and the end of the connection.
    return fail(socket.connected ? noAnswer() : notConnected());
  }
}
