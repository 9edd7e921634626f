import type { DecidedBatch } from '../domain/batch.ts';
import type { LogEntry, Person } from '../domain/log.ts';
import { toLogEntryColumns } from './log-rows.ts';
import { writeSlowSaid } from './log-subjects.ts';
import type { Head } from './log-facts.ts';
import { writeChange } from './message-changes.ts';
import { writeVotes } from './poll-write.ts';
import { writeAskedQuestions, writeQuestionVotes } from './question-write.ts';
import { writePushDue } from './push-due.ts';
import { enqueuePreviews } from './preview-write.ts';
import type { Statement } from './statements.ts';

/**
 * What writes numbered entries and everything that follows from them: the log, the
 * current messages, the current participations, the heads, the people vouched for.
 *
 * The caller holds the locks of all heads concerned.
 */
export function writeStatements(
  {
    entries,
    people,
    slowSaid,
    votes,
    asked,
    questionVotes,
    toPreview,
  }: Omit<DecidedBatch, 'outcomes'>,
  heads: ReadonlyMap<string, Pick<Head, 'notifiesAll'>>,
): readonly Statement[] {
  return [
    ...(people.length === 0 ? [] : [writePeople(people)]),
    ...(entries.length === 0 ? [] : [writeEntries(entries)]),
    // Its trigger counts in the head's row, which a statement can change only once.
    ...writeParticipations(entries),
    ...(slowSaid.length === 0 ? [] : [writeSlowSaid(slowSaid)]),
    ...(asked.length === 0 ? [] : [writeAskedQuestions(asked)]),
    // Before changes: a question that is dismissed behind them takes them with it.
    ...(questionVotes.length === 0 ? [] : [writeQuestionVotes(questionVotes)]),
    ...entries.flatMap(writeChange),
    ...(votes.length === 0 ? [] : [writeVotes(votes)]),
    ...writePushDue(entries, heads),
    ...enqueuePreviews(toPreview),
  ];
}

const writeEntries = (entries: readonly LogEntry[]): Statement => ({
  name: 'hallway_write_entries',
  text: `
    with entry as (
      select * from json_to_recordset($1::json)
        as e (event_id text, seq bigint, kind text, id text, actor_id text,
              target_id text, client_message_id text, body jsonb, created_at timestamptz)
      -- Tells the planner how few they are: it takes a function for 100 rows, and reads whole tables.
      limit $2::int
    ), logged as (
      insert into log_entry
        (event_id, seq, kind, id, actor_id, target_id, client_message_id, body, created_at)
      select event_id, seq, kind, id, actor_id, target_id, client_message_id, body, created_at
      from entry
    ), said as (
      insert into message
        (id, event_id, seq, user_id, user_name, user_image, content, client_message_id, created_at, reply_to, mentions,
         poll, attachments)
      select id, event_id, seq, actor_id, body ->> 'userName', body ->> 'userImage',
        body ->> 'content', client_message_id, created_at, body -> 'replyTo', body -> 'mentions', body -> 'poll',
        body -> 'attachments'
      from entry where kind = 'message'
    )
    update event_log_head h set head_seq = n.head_seq, last_at = greatest(h.last_at, n.last_at)
    from (
      select event_id, max(seq) as head_seq, max(created_at) filter (where created_at <= clock_timestamp()) as last_at
      from entry group by event_id
    ) n
    where h.event_id = n.event_id`,
  values: [JSON.stringify(entries.map(toLogEntryColumns)), entries.length],
});

function writeParticipations(entries: readonly LogEntry[]): readonly Statement[] {
  const latest = new Map<string, Record<string, unknown>>();
  for (const entry of entries) {
    if (entry.kind !== 'participation') continue;
    const { eventId, person, status, role, seq, bannedAt, mutedUntil } = entry;
    const key = `${eventId} ${person.id}`;
    const reason = entry.act === 'ban' ? entry.reason : latest.get(key)?.['ban_reason'];
    latest.set(key, {
      event_id: eventId,
      user_id: person.id,
      status,
      role,
      seq,
      banned_at: bannedAt?.toISOString(),
      ban_reason: reason,
      muted_until: mutedUntil?.toISOString(),
    });
  }
  if (latest.size === 0) return [];
  return [
    {
      name: 'hallway_write_participations',
      text: `
        insert into participation
          (event_id, user_id, status, role, banned_at, ban_reason, muted_until, joined_seq, left_seq, read_seq)
        select event_id, user_id, status, role, banned_at, ban_reason, muted_until,
          case when status is not null then seq end, case when status is null then seq end, seq
        from json_to_recordset($1::json)
          as p (event_id text, user_id text, status text, role text, seq bigint,
                banned_at timestamptz, ban_reason text, muted_until timestamptz)
        on conflict (event_id, user_id) do update set
          status = excluded.status,
          role = excluded.role,
          banned_at = excluded.banned_at,
          ban_reason = case when excluded.banned_at is not null
            then coalesce(excluded.ban_reason, participation.ban_reason) end,
          muted_until = excluded.muted_until,
          joined_seq = case when participation.status is null then excluded.joined_seq
            else participation.joined_seq end,
          left_seq = excluded.left_seq,
          -- What was said before somebody came is no news to them.
          read_seq = case when participation.status is null and excluded.status is not null
            then excluded.read_seq else participation.read_seq end`,
      values: [JSON.stringify([...latest.values()])],
    },
  ];
}

/** Their address is a place-holder that nobody can sign in with. */
const writePeople = (people: readonly Person[]): Statement => ({
  name: 'hallway_write_people',
  // In id order, so that two batches that import the same people can't wait for each other.
  text: `
    insert into "user" ("id", "name", "email", "emailVerified", "image", "isAnonymous")
    select id, name, lower(id) || '@imported.invalid', false, image, false
    from json_to_recordset($1::json) as p (id text, name text, image text)
    order by id
    on conflict ("id") do update set "name" = excluded."name", "image" = excluded."image"`,
  values: [JSON.stringify(people)],
});
