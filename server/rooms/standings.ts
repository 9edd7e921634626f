import type { RoomAccess } from '../../db/rooms.ts';
import type { LogEntry, ParticipationEntry } from '../../domain/log.ts';

/** A join whose right is being read, and what the feed says of its person meanwhile. */
export interface PendingJoin {
  readonly userId: string;
  latest: ParticipationEntry | null;
  /** What was said meanwhile of whether they are shown; `null`: nothing. */
  isInvisible: boolean | null;
}

/** The joins of one room that are under way. */
export class PendingJoins {
  readonly #pending = new Set<PendingJoin>();

  /** Call before the right to join is read, so that no change of it can slip between. */
  expect(userId: string): PendingJoin {
    const pending: PendingJoin = { userId, latest: null, isInvisible: null };
    this.#pending.add(pending);
    return pending;
  }

  forget(pending: PendingJoin): void {
    this.#pending.delete(pending);
  }

  note(entry: ParticipationEntry): void {
    for (const pending of this.#of(entry.person.id)) pending.latest = entry;
  }

  noteInvisible(userId: string, isInvisible: boolean): void {
    for (const pending of this.#of(userId)) pending.isInvisible = isInvisible;
  }

  #of(userId: string): readonly PendingJoin[] {
    return [...this.#pending].filter((pending) => pending.userId === userId);
  }
}

/** What is true of a person whose right was read while the feed went on: whichever is later in the log. */
export function latestStanding(
  access: RoomAccess,
  { latest }: PendingJoin,
): Pick<RoomAccess, 'participation' | 'since'> {
  const { head, participation } = access;
  if (latest === null || latest.seq <= head.seq) return access;
  const { status, role, seq, bannedAt = null, mutedUntil = null, reason = null } = latest;
  const saidAt = participation?.saidAt ?? null;
  const standing = { status, role, bannedAt, banReason: reason, mutedUntil, saidAt };
  return { participation: standing, since: seq };
}

/** Where an entry says that somebody stands. */
export const toParticipation = ({ status, role, bannedAt, mutedUntil }: ParticipationEntry) => ({
  status,
  role,
  bannedAt: bannedAt ?? null,
  mutedUntil: mutedUntil ?? null,
});

/** Whether an entry is the beginning or the end of somebody's participation, or another status; acts beside are none. */
export const isComing = (entry: LogEntry): boolean =>
  entry.kind === 'participation' &&
  entry.act !== 'role' &&
  entry.act !== 'mute' &&
  entry.act !== 'unban';
