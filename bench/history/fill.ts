import { sql } from 'kysely';

import { indexMessages } from '../../db/search-index.ts';
import type { World } from '../world.ts';
import { CREATE_WORD, NEVER_TOGETHER, RANDOM_RANK } from './words.ts';

/** Of every so many messages one is in Chinese. */
const CHINESE_EVERY = 50;
const CHINESE = '主题演讲在三号会议厅开始';
const WORDS_A_MESSAGE = 10;

const words = Array.from({ length: WORDS_A_MESSAGE }, () => `pg_temp.bench_word(${RANDOM_RANK})`);
const [even, odd] = NEVER_TOGETHER;
const text = sql.raw(`
  case when n % ${CHINESE_EVERY} = 0 then '${CHINESE}'
    else concat_ws(' ', ${words.join(', ')}, case when n % 2 = 0 then '${even}' else '${odd}' end) end`);

/**
 * Gives an event a log of so many messages, a second apart, as the server would have written them. What only
 * guards against mistakes, foreign keys and the sync of each commit, is left out, so that a million take seconds.
 */
export async function fillHistory(
  { database }: World,
  { eventId, messages }: { readonly eventId: string; readonly messages: number },
): Promise<void> {
  await database.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`set local synchronous_commit = off`.execute(tx);
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql.raw(CREATE_WORD).execute(tx);
    await sql`
      insert into message (id, event_id, seq, user_id, user_name, content, client_message_id, created_at)
      select ${eventId} || '-' || n, ${eventId}, n, 'person-0', 'Sender person-0', ${text},
        ${eventId} || '-' || n, now() - (${messages}::int - n) * interval '1 second'
      from generate_series(1, ${messages}::int) n
    `.execute(tx);
    await sql`
      insert into log_entry (event_id, seq, kind, id, actor_id, client_message_id, body, created_at)
      select event_id, seq, 'message', id, user_id, client_message_id,
        jsonb_build_object('userName', user_name, 'content', content), created_at
      from message where event_id = ${eventId}
    `.execute(tx);
    await sql`update event_log_head set head_seq = ${messages} where event_id = ${eventId}`.execute(
      tx,
    );
  });
}

/** Indexes all of it for search, as the app server does after a while. */
export async function indexHistory({ database }: World): Promise<void> {
  while (await indexMessages(database.db)) continue;
}
