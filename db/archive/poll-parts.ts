import { sql } from 'kysely';
import { z } from 'zod';

import { Id } from '../../protocol/wire.ts';
import { NAME_MAX_UNITS, Place, Text, Time } from './fields.ts';
import { given, insertRows, type EventPart } from './part.ts';

/** More than a poll may have: what is stored was checked when it was asked. */
const OPTIONS_MAX = 50;

/** What a message asks, beside its text. */
export const AskedPoll = z.strictObject({
  question: Text(2_000),
  options: z.array(Text(NAME_MAX_UNITS)).max(OPTIONS_MAX),
  isMultiple: z.boolean(),
  isAnonymous: z.boolean(),
  closesAt: Time.optional(),
});

/** What the votes of polls add up to. */
export const pollsPart: EventPart = {
  path: 'polls.ndjson',
  row: z.strictObject({
    messageId: Id,
    votes: z.array(z.int().nonnegative()).max(OPTIONS_MAX),
    voters: z.int().nonnegative(),
    closedAt: Time.optional(),
    closedBy: Id.optional(),
  }),
  select: (eventId) => sql`
    select p.message_id as "messageId", p.votes, p.voters, p.closed_at as "closedAt", p.closed_by as "closedBy"
    from message m join poll p on p.message_id = m.id
    where m.event_id = ${eventId} and m.poll is not null order by m.seq`,
  insert: (tx, { eventId, rows }) =>
    insertRows(
      tx,
      sql`
        insert into poll (message_id, votes, voters, closed_at, closed_by)
        select m.id, array(select value::int from jsonb_array_elements_text(votes) with ordinality as v (value, place) order by place),
          voters, "closedAt", "closedBy"
        from ${given(rows, '"messageId" text, votes jsonb, voters int, "closedAt" timestamptz, "closedBy" text')}
        join message m on m.id = "messageId" and m.event_id = ${eventId} and m.poll is not null
          and jsonb_array_length(m.poll -> 'options') = jsonb_array_length(votes)`,
    ),
};

/** Who chose what, in polls that tell. Of anonymous ones nobody learns more than what the votes add up to. */
export const votesPart: EventPart = {
  path: 'votes.ndjson',
  row: z.strictObject({
    messageId: Id,
    userId: Id,
    choices: z.array(z.int().nonnegative().max(OPTIONS_MAX)).max(OPTIONS_MAX),
    seq: Place,
  }),
  select: (eventId) => sql`
    select v.message_id as "messageId", v.user_id as "userId", v.choices, v.seq
    from message m join poll_vote v on v.message_id = m.id
    where m.event_id = ${eventId} and m.poll is not null and m.poll ->> 'isAnonymous' = 'false'
    order by m.seq, v.seq, v.user_id`,
  insert: (tx, { eventId, rows }) =>
    insertRows(
      tx,
      sql`
        insert into poll_vote (message_id, user_id, event_id, choices, seq)
        select m.id, "userId", m.event_id,
          array(select value::smallint from jsonb_array_elements_text(choices) with ordinality as c (value, place) order by place), g.seq
        from ${given(rows, '"messageId" text, "userId" text, choices jsonb, seq bigint')}
        join message m on m.id = "messageId" and m.event_id = ${eventId} and m.poll ->> 'isAnonymous' = 'false'`,
    ),
};
