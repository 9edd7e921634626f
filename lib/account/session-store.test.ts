import { expect, test, vi } from 'vitest';

import { createSessionStore, loadingSession, nextSession } from './session-store.ts';
import type { SessionAtom } from './session-store.ts';

const refetch = () => Promise.resolve();
const data = {
  user: { id: 'u1', name: 'Ann', email: 'ann@example.org' },
  session: { id: 's1', token: 't' },
};
const answered = { data: null, error: null, isPending: false, refetch };
const pending = { ...answered, isPending: true };
const unreached = { ...answered, error: { status: 0 } };

test('[CLIENT-29] who is signed in is unknown until the server says it, also while it is away', () => {
  expect(nextSession(loadingSession, pending)).toBe(loadingSession);
  expect(nextSession(loadingSession, unreached)).toBe(loadingSession);
  expect(nextSession(loadingSession, answered).status).toBe('signed-out');
  expect(nextSession(loadingSession, { ...answered, data }).status).toBe('signed-in');
});

test('[CLIENT-29] a later look changes nothing before it is answered', () => {
  const signedIn = nextSession(loadingSession, { ...answered, data });
  expect(nextSession(signedIn, pending)).toBe(signedIn);
  expect(nextSession(signedIn, unreached)).toBe(signedIn);
  expect(nextSession(signedIn, { ...answered, data: structuredClone(data) })).toBe(signedIn);
  expect(nextSession(signedIn, { ...answered, error: { status: 401 } }).status).toBe('signed-out');
  const signedOut = nextSession(signedIn, answered);
  expect(nextSession(signedOut, pending)).toBe(signedOut);
});

test('[CLIENT-29] a server that was not reached is asked again, while somebody looks', async () => {
  vi.useFakeTimers();
  const asked = vi.fn(() => Promise.resolve());
  let query: ReturnType<SessionAtom['get']> = { ...unreached, refetch: asked };
  const listeners = new Set<() => void>();
  const store = createSessionStore({
    get: () => query,
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  expect(listeners.size).toBe(0);
  const unsubscribe = store.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(asked).toHaveBeenCalledOnce();
  query = { ...query, error: null };
  for (const listener of listeners) listener();
  expect(store.getSnapshot().status).toBe('signed-out');
  unsubscribe();
  expect(listeners.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
