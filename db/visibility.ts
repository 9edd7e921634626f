import { sql, type Kysely } from 'kysely';

import type { Database } from './schema.ts';
import { shareReads } from './shared-reads.ts';

/**
 * Stores whether somebody is invisible; writes nothing where it is so.
 *
 * @returns whether that changed it; null where there is no such person.
 */
export async function setInvisible(
  db: Kysely<Database>,
  userId: string,
  isInvisible: boolean,
): Promise<boolean | null> {
  const { rows } = await sql<{ has_changed: boolean }>`
    with person as (select "id" from "user" where "id" = ${userId} for key share),
    changed as (
      insert into visibility as v (user_id, is_invisible, changed_at)
      select "id", ${isInvisible}, clock_timestamp() from person
      on conflict (user_id) do update
        set is_invisible = excluded.is_invisible, changed_at = excluded.changed_at
        where v.is_invisible <> excluded.is_invisible
      returning 1
    )
    select exists (select from changed) as has_changed from person
  `.execute(db);
  return rows[0]?.has_changed ?? null;
}

interface Choice {
  readonly isInvisible: boolean;
  /** In milliseconds, by the database's clock; 0: they never chose. */
  readonly chosenAt: number;
}

/** Reads whether people are invisible, many at once; the answers come in the order in which they were true. */
export const createVisibilityReader = (
  db: Kysely<Database>,
): ((userId: string) => Promise<Choice>) =>
  shareReads(async (userIds) => {
    const rows = await db
      .selectFrom('visibility')
      .selectAll()
      .where('user_id', '=', sql<string>`any(${userIds}::text[])`)
      .execute();
    const chosen = new Map(
      rows.map(({ user_id: userId, is_invisible: isInvisible, changed_at: at }) => [
        userId,
        { isInvisible, chosenAt: at.getTime() },
      ]),
    );
    return userIds.map((userId) => chosen.get(userId) ?? { isInvisible: false, chosenAt: 0 });
  });

interface VisibilityChanges {
  /** The database's clock when this was read. */
  readonly readAt: Date;
  /** When each has, in milliseconds, by their ids. */
  readonly changes: ReadonlyMap<string, number>;
}

/**
 * Who has chosen anew since a time. Times are taken before the commit: ask again from some time before the last answer.
 *
 * @param since `null`: only the clock is read.
 */
export async function readVisibilityChanges(
  db: Kysely<Database>,
  since: Date | null,
): Promise<VisibilityChanges> {
  const { rows } = await sql<{ read_at: Date; user_id: string | null; changed_at: Date }>`
    select c.read_at, v.user_id, v.changed_at
    from (select clock_timestamp() as read_at) c
    left join visibility v on v.changed_at > ${since ?? null}::timestamptz
  `.execute(db);
  return {
    readAt: rows[0]?.read_at ?? new Date(),
    changes: new Map(
      rows.flatMap((row) =>
        row.user_id === null ? [] : [[row.user_id, row.changed_at.getTime()] as const],
      ),
    ),
  };
}
