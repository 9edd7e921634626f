import { CompiledQuery, type Transaction } from 'kysely';

import type { Database } from './schema.ts';

/** One SQL statement of the log. Its name lets a connection prepare it once. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Runs statements one after the other, each with a snapshot of its own; answers the rows of each. */
export type RunStatements = (
  statements: readonly Statement[],
) => Promise<readonly (readonly unknown[])[]>;

/** Runs them as a part of a transaction that does more. */
export const inTransaction =
  (tx: Transaction<Database>): RunStatements =>
  async (statements) => {
    const answers: (readonly unknown[])[] = [];
    for (const { text, values } of statements) {
      answers.push((await tx.executeQuery(CompiledQuery.raw(text, [...values]))).rows);
    }
    return answers;
  };
