import type { Kysely } from 'kysely';

import type { Database } from '../db/schema.ts';
import {
  pruneRevocations,
  readLiveSessions,
  readRevocations,
  type StoredSession,
} from '../db/sessions.ts';
import type { Log } from '../lib/server/log.ts';
import { hashToken } from './hash-token.ts';
import { slices } from './slices.ts';

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
  /** Told of each session that ended or changed, whether it has sockets here or not. */
  readonly onChange: (sessionId: string) => void;
}

interface Known {
  readonly tokenHash: string;
  expiresAtMs: number;
  sockets: number;
}

/**
 * Sees to it that an ended session loses its sockets within 5 s, however it
 * ended: signed out, revoked, expired, its person deleted, its row deleted by
 * hand. Hints make it fast; the polls make it sure. Runs from its making until
 * `dispose`.
 */
export class SessionWatch {
  readonly #options: SessionWatchOptions;
  readonly #known = new Map<string, Known>();
  /** Sessions that somebody said have ended and that were not looked at since. */
  readonly #suspects = new Set<string>();
  /** Revocations of late, so that a socket whose handshake was under way meanwhile is found. */
  readonly #recent = new Map<number, { readonly sessionId: string; readonly at: number }>();
  #endedOfLate: ReadonlySet<string> = new Set();
  readonly #timers: readonly ReturnType<typeof setInterval>[];
  #since: Date | null = null;
  #checking: Promise<void> = Promise.resolve();
  #sweeps = 0;
  #hasFailed = false;

  constructor(options: SessionWatchOptions) {
    this.#options = options;
    this.#inTurn(() => this.#poll());
    this.#timers = [
      setInterval(() => this.#inTurn(() => this.#poll()), POLL_MS),
      setInterval(() => this.#inTurn(() => this.#sweep()), SWEEP_MS),
    ];
  }

  get size(): number {
    return this.#known.size;
  }

  /** A socket of this session is there, until the returned function is called. */
  hold({ id, token, expiresAt }: StoredSession): () => void {
    const session = this.#known.get(id) ?? {
      tokenHash: hashToken(token),
      expiresAtMs: expiresAt.getTime(),
      sockets: 0,
    };
    this.#known.set(id, session);
    session.sockets += 1;
    if (this.#endedOfLate.has(id)) this.wake(id);
    return () => {
      session.sockets -= 1;
      if (session.sockets === 0 && this.#known.get(id) === session) this.#known.delete(id);
    };
  }

  /** Somebody says that a session ended or changed. */
  wake(sessionId: string): void {
    this.#options.onChange(sessionId);
    if (!this.#known.has(sessionId)) return;
    this.#suspects.add(sessionId);
    this.#inTurn(() => this.#check());
  }

  /** Finds out at once what has ended meanwhile. */
  checkNow(): void {
    this.#inTurn(() => this.#poll());
  }

  async dispose(): Promise<void> {
    this.#timers.forEach((timer) => clearInterval(timer));
    await this.#checking;
  }

  /** Looks at the suspects; those whom the database can't be asked about stay suspects. */
  async #check(): Promise<void> {
    const asked = [...this.#suspects].filter((id) => this.#known.has(id));
    this.#suspects.clear();
    const unjudged = new Set(asked);
    try {
      for (const some of slices(asked)) {
        const live = await readLiveSessions(this.#options.db, some);
        for (const id of some) {
          this.#judge(id, live.get(id));
          unjudged.delete(id);
        }
      }
    } catch (error) {
      for (const id of unjudged) this.#suspects.add(id);
      throw error;
    }
  }

  #judge(id: string, live: StoredSession | undefined): void {
    const session = this.#known.get(id);
    if (session === undefined) return;
    if (live !== undefined && hashToken(live.token) === session.tokenHash) {
      session.expiresAtMs = live.expiresAt.getTime();
    } else {
      this.#options.end(id);
    }
  }

  async #poll(): Promise<void> {
    const { readAt, revoked } = await readRevocations(this.#options.db, this.#since);
    this.#since = new Date(readAt.getTime() - OVERLAP_MS);
    const at = performance.now();
    for (const { pos, sessionId } of revoked) {
      if (!this.#recent.has(pos)) {
        this.#options.onChange(sessionId);
        this.#suspects.add(sessionId);
      }
      this.#recent.set(pos, { sessionId, at: this.#recent.get(pos)?.at ?? at });
    }
    for (const [pos, seen] of this.#recent) {
      if (seen.at < at - 2 * OVERLAP_MS) this.#recent.delete(pos);
    }
    this.#endedOfLate = new Set([...this.#recent.values()].map((seen) => seen.sessionId));
    for (const [id, { expiresAtMs }] of this.#known) {
      if (expiresAtMs <= readAt.getTime()) this.#suspects.add(id);
    }
    await this.#check();
  }

  async #sweep(): Promise<void> {
    for (const id of this.#known.keys()) this.#suspects.add(id);
    await this.#check();
    this.#sweeps += 1;
    if (this.#sweeps % PRUNE_EVERY_SWEEPS === 1) await pruneRevocations(this.#options.db);
  }

  #inTurn(step: () => Promise<void>): void {
    const { log } = this.#options;
    const run = async (before: Promise<void>): Promise<void> => {
      await before;
      try {
        await step();
        this.#hasFailed = false;
      } catch (error) {
        if (!this.#hasFailed) {
          log.warn({ error }, 'The sessions could not be checked; it is tried again');
        }
        this.#hasFailed = true;
      }
    };
    this.#checking = run(this.#checking);
  }
}
