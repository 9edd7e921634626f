import { createHash } from 'node:crypto';

import type { Kysely } from 'kysely';

import type { Database } from '../db/schema.ts';
import {
  pruneRevocations,
  readLiveSessions,
  readRevocations,
  type StoredSession,
} from '../db/sessions.ts';
import type { Log } from './log.ts';

/** With the poll below, well inside the 5 s in which an ended session must lose its sockets. */
const POLL_MS = 2_000;

/** Everybody is asked about again this often, whatever was heard of them. */
const SWEEP_MS = 60_000;

/** Positions are given out before commits: how long a revocation may take to become visible. */
const OVERLAP_MS = 30_000;

const PRUNE_EVERY_SWEEPS = 60;

export interface SessionWatchOptions {
  readonly db: Kysely<Database>;
  readonly log: Log;
  /** Ends all sockets of a session. */
  readonly end: (sessionId: string) => void;
}

export interface SessionWatch {
  /** A socket of this session is there, until the returned function is called. */
  hold(session: StoredSession): () => void;
  /** Somebody says that a session ended or changed. */
  wake(sessionId: string): void;
  readonly size: () => number;
  dispose(): Promise<void>;
}

interface Known {
  readonly tokenHash: string;
  expiresAt: Date;
  sockets: number;
}

/**
 * Sees to it that an ended session loses its sockets within 5 s, however it
 * ended: signed out, revoked, expired, its person deleted, its row deleted by
 * hand. Hints make it fast; the polls make it sure.
 */
export function watchSessions({ db, log, end }: SessionWatchOptions): SessionWatch {
  const known = new Map<string, Known>();
  /** Sessions that somebody said have ended and that were not looked at since. */
  const suspects = new Set<string>();
  /** Revocations of late, so that a socket whose handshake was under way meanwhile is found. */
  const recent = new Map<number, { readonly sessionId: string; readonly at: number }>();
  let since: Date | null = null;
  let checking: Promise<void> = Promise.resolve();
  let sweeps = 0;
  let hasFailed = false;

  const check = async (): Promise<void> => {
    const asked = [...suspects].filter((id) => known.has(id));
    suspects.clear();
    try {
      const live = await readLiveSessions(db, asked);
      for (const id of asked) judge(id, live.get(id));
    } catch (error) {
      for (const id of asked) suspects.add(id);
      throw error;
    }
  };

  const judge = (id: string, live: StoredSession | undefined): void => {
    const session = known.get(id);
    if (session === undefined) return;
    if (live !== undefined && hashOf(live.token) === session.tokenHash) {
      session.expiresAt = live.expiresAt;
    } else {
      end(id);
    }
  };

  const poll = async (): Promise<void> => {
    const { readAt, revoked } = await readRevocations(db, since);
    since = new Date(readAt.getTime() - OVERLAP_MS);
    const at = performance.now();
    for (const { pos, sessionId } of revoked) {
      if (!recent.has(pos)) suspects.add(sessionId);
      recent.set(pos, { sessionId, at: recent.get(pos)?.at ?? at });
    }
    for (const [pos, seen] of recent) if (seen.at < at - 2 * OVERLAP_MS) recent.delete(pos);
    const now = Date.now();
    for (const [id, { expiresAt }] of known) if (expiresAt.getTime() <= now) suspects.add(id);
    await check();
  };

  const sweep = async (): Promise<void> => {
    for (const id of known.keys()) suspects.add(id);
    await check();
    sweeps += 1;
    if (sweeps % PRUNE_EVERY_SWEEPS === 1) await pruneRevocations(db);
  };

  const inTurn = (step: () => Promise<void>): void => {
    checking = checking.then(step).then(
      () => void (hasFailed = false),
      (error: unknown) => {
        if (!hasFailed) log.warn({ error }, 'The sessions could not be checked; it is tried again');
        hasFailed = true;
      },
    );
  };

  inTurn(poll);
  const timers = [
    setInterval(() => inTurn(poll), POLL_MS),
    setInterval(() => inTurn(sweep), SWEEP_MS),
  ];

  return {
    hold({ id, token, expiresAt }) {
      const session = known.get(id) ?? { tokenHash: hashOf(token), expiresAt, sockets: 0 };
      known.set(id, session);
      session.sockets += 1;
      if ([...recent.values()].some((seen) => seen.sessionId === id)) {
        suspects.add(id);
        inTurn(check);
      }
      return () => {
        session.sockets -= 1;
        if (session.sockets === 0 && known.get(id) === session) known.delete(id);
      };
    },
    wake(sessionId) {
      if (!known.has(sessionId)) return;
      suspects.add(sessionId);
      inTurn(check);
    },
    size: () => known.size,
    async dispose() {
      timers.forEach((timer) => clearInterval(timer));
      await checking;
    },
  };
}

/** Tokens are not kept longer than the handshake takes. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64');
