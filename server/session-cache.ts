import type { SessionReader, SignedIn } from '../db/sessions.ts';
import { hashToken } from './hash-token.ts';

/**
 * How long a session that was read is believed. It is of use when everybody comes
 * back at once; whoever gets in by it and should not is put out by the session
 * watch, which looks every 2 s: together well inside CONN-6's 5 s.
 */
const BELIEVED_MS = 3_000;

/** Longer than a query takes that read a session before it ended. */
const ENDED_KEPT_MS = 10_000;

const KEPT_MAX = 20_000;

export interface SessionCache {
  /** As the reader; an answer is at most 3 s old. "Nobody" is never an old answer. */
  readonly read: SessionReader;
  /** A session ended or changed: what was read of it before counts no more. */
  readonly forget: (sessionId: string) => void;
  /** The process was stopped for a while, and what it knows is old. */
  readonly clear: () => void;
}

interface Kept {
  readonly signedIn: SignedIn;
  readonly until: number;
}

/** Reads sessions through a cache of a few seconds, so that a device that comes back costs no query. */
export function createSessionCache(reader: SessionReader, now: () => number): SessionCache {
  const kept = new Map<string, Kept>();
  const keyOfSession = new Map<string, string>();
  const ended = new Map<string, number>();

  const drop = (key: string): void => {
    const sessionId = kept.get(key)?.signedIn.session.id;
    kept.delete(key);
    if (sessionId !== undefined) keyOfSession.delete(sessionId);
  };
  /** Both maps are in the order of time. */
  const dropOld = (): void => {
    const time = now();
    for (const [key, { until }] of kept) {
      if (until > time && kept.size < KEPT_MAX) break;
      drop(key);
    }
    for (const [id, at] of ended) {
      if (at > time - ENDED_KEPT_MS) break;
      ended.delete(id);
    }
  };
  const keep = (key: string, signedIn: SignedIn, until: number): void => {
    const { id } = signedIn.session;
    if (ended.has(id)) return;
    drop(key);
    kept.set(key, { signedIn, until });
    keyOfSession.set(id, key);
  };

  return {
    async read(token) {
      dropOld();
      const key = hashToken(token);
      const known = kept.get(key);
      if (known !== undefined) return known.signedIn;
      const until = now() + BELIEVED_MS;
      const signedIn = await reader(token);
      if (signedIn !== null) keep(key, signedIn, until);
      return signedIn;
    },
    forget(sessionId) {
      ended.delete(sessionId);
      ended.set(sessionId, now());
      const key = keyOfSession.get(sessionId);
      if (key !== undefined) drop(key);
    },
    clear() {
      kept.clear();
      keyOfSession.clear();
    },
  };
}
