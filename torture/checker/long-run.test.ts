import { expect, test } from 'vitest';

import type { FinalLog, HistoryLine } from '../history.ts';
import { checkHistory } from './check.ts';
import { came, deleted, EPOCH, logOf, said } from './stories.ts';
import { isKept } from './verdict.ts';

const CLIENTS = 100;
const ENTRIES = 10_000;
/** Every tenth entry deletes what was said before. */
const DELETED_EVERY = 10;
const TOOK_MAX_MS = 30_000;
const HEAP_MAX_BYTES = 1_500 * 2 ** 20;

const AUTHOR = 'client-0';
const entryAt = (seq: number) =>
  seq % DELETED_EVERY === 0 ? deleted(seq, said(seq - 1, AUTHOR)) : said(seq, AUTHOR);
const textAt = (seq: number) => ({ content: said(seq, AUTHOR).content ?? '' });

/** Made as it is read, as from a file: the lines themselves must not be kept. */
function* longRun({ eventId, entries }: FinalLog): Generator<HistoryLine> {
  const names = Array.from({ length: CLIENTS }, (_, index) => `client-${index}`);
  for (const client of names) {
    const from = { connection: 1, eventId, epoch: EPOCH, edge: 'from', seq: 1 } as const;
    yield { type: 'watch', at: 0, client, kind: 'stock', person: client, ...from };
  }
  for (const { seq, kind, actorId, messageId } of entries.slice(1)) {
    const does = kind === 'message' ? 'send' : 'delete';
    const id = { op: seq, client: actorId, author: actorId, does, eventId } as const;
    const text = kind === 'message' ? textAt(seq) : {};
    const of = { messageId: messageId ?? '' };
    yield { type: 'invoke', at: seq, ...id, ...text, ...(kind === 'message' ? {} : of) };
    yield { type: 'ok', at: seq, ...id, ...of, seq };
    const entry = { eventId, seq, kind, ...of, ...text };
    for (const client of names) yield { type: 'seen', at: seq, client, connection: 1, ...entry };
  }
}

test('[CHECK-5] a million deliveries are judged within seconds, and none is kept', () => {
  const entries = Array.from({ length: ENTRIES }, (_, index) => entryAt(index + 2));
  const log = logOf([came(1, 'client-0'), ...entries]);
  const before = process.memoryUsage().heapUsed;
  const started = performance.now();
  const verdict = checkHistory(longRun(log), [log]);
  expect(verdict.totals.deliveries).toBe(CLIENTS * ENTRIES);
  expect(isKept(verdict)).toBe(true);
  expect(performance.now() - started).toBeLessThan(TOOK_MAX_MS);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(HEAP_MAX_BYTES);
}, 60_000);
