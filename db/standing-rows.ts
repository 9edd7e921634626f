import type { Person } from '../domain/log.ts';
import type { Participation } from '../domain/rights.ts';
import type { ParticipationStatus, Role } from '../protocol/wire.ts';
import { toPerson } from './log-rows.ts';

/** The columns of `participation` that decide on somebody's rights; no role: they never took part. */
export interface StandingRow {
  readonly status: ParticipationStatus | null;
  readonly role: Role | null;
  readonly banned_at: Date | null;
  readonly muted_until: Date | null;
  readonly slow_said_at: Date | null;
}

export const toStanding = (row: StandingRow): Participation | null =>
  row.role === null
    ? null
    : {
        status: row.status,
        role: row.role,
        bannedAt: row.banned_at,
        mutedUntil: row.muted_until,
        saidAt: row.slow_said_at,
      };

/** The columns of an account, where there is one. */
export interface AccountRow {
  readonly account_id: string | null;
  readonly account_name: string;
  readonly account_image: string | null;
}

export const toAccount = (row: AccountRow): Person | null =>
  row.account_id === null
    ? null
    : toPerson({ id: row.account_id, name: row.account_name, image: row.account_image });
