import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { refusal } from '../protocol/errors.ts';
import type { Answer } from '../protocol/wire.ts';
import { createActivityTeller, type ActivityOptions } from './activity.ts';
import { createStore } from './store.ts';

const MINUTE = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open(awayAfterMs = 5 * MINUTE) {
  const connection = createStore<{ status: 'connected' | 'connecting' }>({ status: 'connected' });
  const said: string[] = [];
  const refusals: Answer<'set-presence'>[] = [];
  const request = (_: string, { state }: { readonly state: string }) => {
    said.push(state);
    return Promise.resolve(refusals.shift() ?? { ok: true, value: { state } });
  };
  const client = { ...connection, request } as unknown as ActivityOptions['client'];
  const teller = createActivityTeller({ client, awayAfterMs });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { teller, said, refusals, pass, setStatus: connection.set };
}

test('[HERE-21] a device says once that nothing was done for five minutes, and at once that something is', async () => {
  const { teller, said, pass } = open();
  await pass(4 * MINUTE);
  teller.note();
  await pass(4 * MINUTE);
  expect(said).toEqual([]);
  await pass(1 * MINUTE);
  expect(said).toEqual(['away']);
  await pass(60 * MINUTE);
  expect(said).toEqual(['away']);
  teller.note();
  teller.note();
  await pass(0);
  expect(said).toEqual(['away', 'here']);
  await pass(5 * MINUTE);
  expect(said).toEqual(['away', 'here', 'away']);
  teller.dispose();
  teller.note();
  await pass(60 * MINUTE);
  expect(vi.getTimerCount()).toBe(0);
});

test('[HERE-21] it is said again on a new connection and after a refusal, and what is over is not said', async () => {
  const { teller, said, refusals, pass, setStatus } = open();
  setStatus({ status: 'connecting' });
  await pass(6 * MINUTE);
  expect(said).toEqual([]);
  setStatus({ status: 'connected' });
  await pass(0);
  expect(said).toEqual(['away']);
  setStatus({ status: 'connecting' });
  teller.note();
  setStatus({ status: 'connected' });
  await pass(0);
  expect(said).toEqual(['away']);
  refusals.push({ ok: false, error: refusal('rate-limited', 'Too often.', 3_000) });
  await pass(5 * MINUTE);
  expect(said).toEqual(['away', 'away']);
  await pass(3_000);
  expect(said).toEqual(['away', 'away', 'away']);
  teller.dispose();
});

test('[HERE-21] what may have come to the server without an answer is said to be over', async () => {
  const { teller, said, refusals, pass } = open(1_000);
  await pass(1_000);
  expect(said).toEqual(['away']);
  refusals.push({ ok: false, error: refusal('unavailable', 'No answer.') });
  teller.note();
  await pass(1_000);
  expect(said).toEqual(['away', 'here', 'away']);
  await pass(MINUTE);
  expect(said).toEqual(['away', 'here', 'away']);
  teller.dispose();
});
