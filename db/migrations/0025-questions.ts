import { sql, type Kysely } from 'kysely';

/** Events have lists of questions. Makes empty tables alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The truth about its words and state. seq: the entry that it has its state from. shown_seq: the one that has its words.
  `create table question (
    id text primary key,
    event_id text not null references event (id) on delete cascade,
    author_id text not null,
    content text not null,
    state text not null default 'pending',
    votes int not null default 0,
    seq bigint not null,
    shown_seq bigint,
    created_at timestamptz(3) not null
  ) with (fillfactor = 70)`,
  `create index question_of_event on question (event_id, state, seq)`,
  `create index question_of_person on question (author_id)`,

  // The truth: one row a person and question. seq: the entry that counts it. Not on: taken back.
  `create table question_vote (
    question_id text not null references question (id) on delete cascade,
    user_id text not null,
    event_id text not null,
    is_on boolean not null,
    seq bigint not null,
    primary key (question_id, user_id)
  )`,
  `create index question_vote_of_person on question_vote (user_id, event_id)`,

  // One row an event whose questions were voted for: when that was told last.
  `create table question_list (
    event_id text primary key references event (id) on delete cascade,
    told_at timestamptz(3) not null
  ) with (fillfactor = 50)`,
];
