import { sql } from 'kysely';
import { z } from 'zod';

import { Id, QuestionState } from '../../protocol/wire.ts';
import { MESSAGE_MAX_UNITS, Place, Text, Time } from './fields.ts';
import { given, insertRows, type EventPart } from './part.ts';

/** Questions that were not dismissed, and what their votes add up to. Nobody learns who voted. */
export const questionsPart: EventPart = {
  path: 'questions.ndjson',
  row: z.strictObject({
    id: Id,
    authorId: Id,
    content: Text(MESSAGE_MAX_UNITS),
    state: QuestionState.exclude(['dismissed']),
    votes: z.int().nonnegative(),
    seq: Place,
    createdAt: Time,
  }),
  select: (eventId) => sql`
    select id, author_id as "authorId", content, state, votes, seq, created_at as "createdAt"
    from question where event_id = ${eventId} and state <> 'dismissed' order by created_at, id`,
  insert: (tx, { eventId, rows }) =>
    insertRows(
      tx,
      sql`
        insert into question (id, event_id, author_id, content, state, votes, seq, created_at)
        select id, ${eventId}, "authorId", content, state, votes, seq, "createdAt"
        from ${given(rows, '"id" text, "authorId" text, content text, state text, votes int, seq bigint, "createdAt" timestamptz')}`,
    ),
};
