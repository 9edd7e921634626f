import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { z } from 'zod';

import type { Database } from '../schema.ts';

/** A kind of rows of an event in an archive: one file, which is one table's, a line of JSON for each row. */
export interface EventPart {
  /** The file. */
  readonly path: string;
  /** A line of it. Nothing else is taken back in. */
  readonly row: z.ZodType;
  /** The rows in an order that is always the same; columns are named as the line's fields. */
  readonly select: (eventId: string) => RawBuilder<Record<string, unknown>>;
  /**
   * Writes rows, each in its own event alone; `rows` is their lines as one list in JSON.
   * @returns how many it has written: fewer than were given where some fit nothing in the event.
   */
  readonly insert: (tx: Transaction<Database>, given: GivenRows) => Promise<number>;
}

export interface GivenRows {
  readonly eventId: string;
  readonly rows: string;
}

/** Runs an `insert … select` and says how many rows it has written. */
export async function insertRows(
  tx: Transaction<Database>,
  statement: RawBuilder<unknown>,
): Promise<number> {
  const { numAffectedRows } = await statement.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** The rows as a table; `columns` are ours, never of a file. */
export const given = (rows: string, columns: string) =>
  sql`json_to_recordset(${rows}::json) as g (${sql.raw(columns)})`;
