import type { Kysely, Transaction } from 'kysely';

import type { ProtocolError } from '../protocol/errors.ts';
import type { Result } from '../protocol/result.ts';
import type { Database } from './schema.ts';

/** Carries a refusal out of a transaction, so that the transaction is rolled back. */
class Refused extends Error {
  readonly refused: { readonly ok: false; readonly error: ProtocolError };

  constructor(refused: { readonly ok: false; readonly error: ProtocolError }) {
    super('refused');
    this.refused = refused;
  }
}

/** Runs a transaction that commits where its result is a value, and leaves nothing where it is a refusal. */
export async function resultTransaction<Value>(
  db: Kysely<Database>,
  run: (tx: Transaction<Database>) => Promise<Result<Value, ProtocolError>>,
): Promise<Result<Value, ProtocolError>> {
  try {
    return await db.transaction().execute(async (tx) => {
      const result = await run(tx);
      if (!result.ok) throw new Refused(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Refused) return error.refused;
    throw error;
  }
}
