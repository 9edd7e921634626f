import { expect, test } from 'vitest';

import type { FinalLog, HistoryLine } from '../history.ts';
import { checkHistory } from './check.ts';
import { came, EPOCH, logOf, said } from './stories.ts';
import { isKept } from './verdict.ts';

const CLIENTS = 100;
const MESSAGES = 10_000;
const TOOK_MAX_MS = 30_000;
const HEAP_MAX_BYTES = 1_500 * 2 ** 20;

/** Made as it is read, as from a file: the lines themselves must not be kept. */
function* longRun({ eventId, entries }: FinalLog): Generator<HistoryLine> {
  const names = Array.from({ length: CLIENTS }, (_, index) => `client-${index}`);
  for (const client of names) {
    const from = { connection: 1, eventId, epoch: EPOCH, edge: 'from', seq: 1 } as const;
    yield { type: 'watch', at: 0, client, kind: 'stock', person: client, ...from };
  }
  for (const { seq, actorId, content, messageId } of entries.slice(1)) {
    const id = { op: seq, client: actorId, author: actorId, does: 'send', eventId } as const;
    const message = { content: content ?? '', clientMessageId: `m-${seq}` };
    yield { type: 'invoke', at: seq, ...id, ...message };
    yield { type: 'ok', at: seq, ...id, clientMessageId: `m-${seq}`, seq };
    const entry = { eventId, seq, kind: 'message', messageId: messageId ?? '', content } as const;
    for (const client of names) yield { type: 'seen', at: seq, client, connection: 1, ...entry };
  }
}

test('[CHECK-5] a million deliveries are judged within seconds, and none is kept', () => {
  const entries = Array.from({ length: MESSAGES }, (_, index) => said(index + 2, 'client-0'));
  const log = logOf([came(1, 'client-0'), ...entries]);
  const before = process.memoryUsage().heapUsed;
  const started = performance.now();
  const verdict = checkHistory(longRun(log), [log]);
  expect(verdict.totals.deliveries).toBe(CLIENTS * MESSAGES);
  expect(isKept(verdict)).toBe(true);
  expect(performance.now() - started).toBeLessThan(TOOK_MAX_MS);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(HEAP_MAX_BYTES);
}, 60_000);
