import { sql, type Kysely } from 'kysely';

import type { Database } from './schema.ts';

/** A pair of keys (RFC 8292), in base64url. */
export interface PushKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The installation's keys: the first who asks makes them, for all processes and for good. */
export async function readPushKeys(db: Kysely<Database>, make: () => PushKeys): Promise<PushKeys> {
  const stored = await read(db);
  if (stored !== undefined) return stored;
  const { publicKey, privateKey } = make();
  await sql`
    insert into push_keys (public_key, private_key) values (${publicKey}, ${privateKey}) on conflict do nothing
  `.execute(db);
  const kept = await read(db);
  if (kept === undefined) throw new Error('the keys of push were not kept');
  return kept;
}

const read = (db: Kysely<Database>): Promise<PushKeys | undefined> =>
  db
    .selectFrom('push_keys')
    .select(['public_key as publicKey', 'private_key as privateKey'])
    .executeTakeFirst();
