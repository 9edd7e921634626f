import type { Kysely } from 'kysely';
import { DatabaseError } from 'pg';

import type { Database } from './schema.ts';

/** Better Auth's; only what the upgrade of a guest writes. */
interface AccountTable {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  password: string | null;
  updatedAt: Date;
}

/** SQLSTATE unique_violation. */
const UNIQUE_VIOLATION = '23505';

export interface NewMember {
  readonly userId: string;
  readonly accountId: string;
  readonly name: string;
  /** In lower case. */
  readonly email: string;
  readonly passwordHash: string;
}

/** Whether this person is in as a guest; false where the account is gone. */
export async function isGuest(db: Kysely<Database>, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('user')
    .select('isAnonymous')
    .where('id', '=', userId)
    .executeTakeFirst();
  return row?.isAnonymous === true;
}

/** Whether an account has this address, given in lower case. */
export async function isEmailTaken(db: Kysely<Database>, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('user')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Makes a guest a member in place: the same id, so everything that hangs on it stays.
 * Refuses where the address was taken meanwhile, or the guest is one no more.
 */
export async function upgradeGuest(
  db: Kysely<Database>,
  { userId, accountId, name, email, passwordHash }: NewMember,
): Promise<'upgraded' | 'email-taken' | 'not-a-guest'> {
  const now = new Date();
  try {
    return await db.transaction().execute(async (tx) => {
      const changed = await tx
        .updateTable('user')
        .set({ name, email, isAnonymous: false, updatedAt: now })
        .where('id', '=', userId)
        .where('isAnonymous', '=', true)
        .executeTakeFirst();
      if (changed.numUpdatedRows !== 1n) return 'not-a-guest';
      await tx
        .withTables<{ account: AccountTable }>()
        .insertInto('account')
        .values({
          id: accountId,
          accountId: userId,
          providerId: 'credential',
          userId,
          password: passwordHash,
          updatedAt: now,
        })
        .execute();
      return 'upgraded';
    });
  } catch (error) {
    if (error instanceof DatabaseError && error.code === UNIQUE_VIOLATION) return 'email-taken';
    throw error;
  }
}

/** The token of one's own session with this id, or null: nobody reaches the sessions of others. */
export async function findOwnToken(
  db: Kysely<Database>,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
): Promise<string | null> {
  const row = await db
    .selectFrom('session')
    .select('token')
    .where('id', '=', sessionId)
    .where('userId', '=', userId)
    .executeTakeFirst();
  return row?.token ?? null;
}
