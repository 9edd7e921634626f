import { sql } from 'kysely';

import type { World } from '../world.ts';

const TEXT = 'A message of an ordinary length, as people write them to each other at an event.';

/**
 * Gives an event a log of so many messages, a second apart, as the server would have written them. What only
 * guards against mistakes, foreign keys and the sync of each commit, is left out, so that a million take seconds.
 */
export async function fillHistory(
  { database }: World,
  { eventId, messages }: { readonly eventId: string; readonly messages: number },
): Promise<void> {
  const body = JSON.stringify({ userName: 'Sender person-0', content: TEXT });
  await database.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`set local synchronous_commit = off`.execute(tx);
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql`
      insert into log_entry (event_id, seq, kind, id, actor_id, client_message_id, body, created_at)
      select ${eventId}, n, 'message', ${eventId} || '-' || n, 'person-0', ${eventId} || '-' || n,
        ${body}::jsonb, now() - (${messages}::int - n) * interval '1 second'
      from generate_series(1, ${messages}::int) n
    `.execute(tx);
    await sql`
      insert into message (id, event_id, seq, user_id, user_name, content, client_message_id, created_at)
      select ${eventId} || '-' || n, ${eventId}, n, 'person-0', 'Sender person-0', ${TEXT},
        ${eventId} || '-' || n, now() - (${messages}::int - n) * interval '1 second'
      from generate_series(1, ${messages}::int) n
    `.execute(tx);
    await sql`update event_log_head set head_seq = ${messages} where event_id = ${eventId}`.execute(
      tx,
    );
  });
}
