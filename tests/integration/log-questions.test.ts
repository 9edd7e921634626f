import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { appendBatch } from '../../db/log.ts';
import { readEntries } from '../../db/log-read.ts';
import type { Draft, LogEntry } from '../../domain/log.ts';
import type { QuestionVoteDraft } from '../../domain/question-log.ts';
import type { NextQuestionState, QuestionState } from '../../protocol/wire.ts';
import { alice, openRoom, people, type Room } from '../harness/log-room.ts';

interface Folded {
  readonly states: Map<string, QuestionState>;
  readonly votes: Map<string, number>;
  /** Those whose words the log has. */
  readonly worded: Set<string>;
}

/** What the log says of an event's questions, as a client would take it. */
function fold(entries: readonly LogEntry[]): Folded {
  const folded: Folded = { states: new Map(), votes: new Map(), worded: new Set() };
  for (const entry of entries) {
    if (entry.kind === 'question') {
      folded.states.set(entry.questionId, entry.state);
      if (entry.answeredId !== undefined) folded.states.set(entry.answeredId, 'answered');
      if (entry.asked !== undefined) folded.worded.add(entry.questionId);
      if (entry.state === 'dismissed') folded.votes.set(entry.questionId, 0);
    }
    if (entry.kind === 'question-votes')
      for (const { questionId, votes } of entry.votes) folded.votes.set(questionId, votes);
  }
  return folded;
}

/** Rows, sums and the log say the same, or the test fails. */
async function expectRight({ database }: Room, eventId: string): Promise<void> {
  const { db } = database;
  const { entries } = await readEntries(db, { eventId, after: 0, limit: 5_000 });
  const { states, votes, worded } = fold(entries);
  const rows = await db
    .selectFrom('question')
    .selectAll()
    .where('event_id', '=', eventId)
    .execute();
  const cast = await db
    .selectFrom('question_vote')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('is_on', '=', true)
    .execute();
  expect(Object.fromEntries(rows.map(({ id, state }) => [id, state]))).toEqual(
    Object.fromEntries(states),
  );
  for (const row of rows) {
    expect(row.votes).toBe(cast.filter(({ question_id }) => question_id === row.id).length);
    expect(row.votes).toBe(votes.get(row.id) ?? 0);
    expect(row.content === '').toBe(row.state === 'dismissed');
    const isShown = row.state !== 'pending' && row.state !== 'dismissed';
    expect(worded.has(row.id)).toBe(isShown);
  }
  expect(rows.filter(({ state }) => state === 'on-stage').length).toBeLessThanOrEqual(1);
}

const voteOf = (
  eventId: string,
  questionId: string,
  more: Partial<QuestionVoteDraft> = {},
): QuestionVoteDraft => ({
  kind: 'question-vote',
  eventId,
  questionId,
  actorId: alice.id,
  on: true,
  // Batches of this test follow each other faster than anybody is told.
  isHurried: true,
  ...more,
});

/** Alice organises. */
async function organise({ database, eventIds }: Room, approvesQuestions: boolean): Promise<void> {
  const { db } = database;
  await db
    .updateTable('participation')
    .set({ role: 'organiser' })
    .where('user_id', '=', alice.id)
    .where('event_id', 'in', [...eventIds])
    .execute();
  await db
    .updateTable('event')
    .set({ settings: JSON.stringify({ approvesQuestions }) })
    .execute();
}

/** What people do in one event, without ids. */
const anyDraft = (eventId: string): fc.Arbitrary<Draft> => {
  const questionId = fc.constantFrom('q1', 'q2', 'q3', 'never').map((id) => `${eventId}-${id}`);
  const actorId = fc.constantFrom(...people.map(({ id }) => id));
  const next = fc.constantFrom<NextQuestionState>('approved', 'on-stage', 'answered', 'dismissed');
  const voted = fc
    .record({ questionId, actorId, on: fc.boolean() })
    .map((given) => voteOf(eventId, given.questionId, given));
  const set = fc
    .record({ questionId, actorId, state: next })
    .map((given) => ({ kind: 'question-state' as const, eventId, ...given }));
  const gone = fc
    .record({
      person: fc.constantFrom(...people),
      status: fc.constantFrom('attending' as const, null),
    })
    .map((given) => ({ kind: 'participation' as const, eventId, ...given }));
  return fc.oneof(
    { weight: 12, arbitrary: voted },
    { weight: 6, arbitrary: set },
    { weight: 2, arbitrary: gone },
  );
};

const RUNS = 24;

test('[QUESTION-10] any batches of questions, votes, states and comings: rows, sums and log agree', async () => {
  const room = await openRoom(RUNS);
  let number = 0;
  for (const [run, eventId] of room.eventIds.entries()) {
    await organise(room, run % 2 === 0);
    const asking = ['q1', 'q2', 'q3'].map((id): Draft => {
      const questionId = `${eventId}-${id}`;
      return { kind: 'ask-question', eventId, actorId: 'bob', questionId, content: `${id}?` };
    });
    const batches = fc.array(fc.array(anyDraft(eventId), { maxLength: 20 }), {
      minLength: 2,
      maxLength: 6,
    });
    const [sampled = []] = fc.sample(batches, { seed: run, numRuns: 1 });
    const [first = [], ...more] = sampled;
    for (const batch of [[...asking, ...first], ...more]) {
      const drafts = batch.map((draft): Draft => ({ ...draft, id: `d${(number += 1)}` }));
      await appendBatch(room.database.db, drafts);
      await expectRight(room, eventId);
    }
  }
});

test('[QUESTION-6] [QUESTION-7] one person votes from several processes at once: one vote, and each is answered', async () => {
  const room = await openRoom();
  await organise(room, true);
  const [eventId = ''] = room.eventIds;
  const logs = [room.log(), room.log(), room.log()] as const;
  for (const questionId of ['one', 'other'])
    await logs[0].append({
      kind: 'ask-question',
      eventId,
      actorId: 'bob',
      questionId,
      content: 'Why?',
    });
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, index) => {
      const { isHurried: _hurried, ...draft } = voteOf(eventId, index % 2 === 0 ? 'one' : 'other', {
        actorId: index % 4 < 2 ? alice.id : 'bob',
      });
      return logs[(index % 3) as 0 | 1 | 2].append(draft);
    }),
  );
  expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([]);
  const { entries } = await readEntries(room.database.db, { eventId, after: 0, limit: 1_000 });
  const told = entries.filter(({ kind }) => kind === 'question-votes');
  expect([...fold(entries).votes]).toEqual([
    ['one', 2],
    ['other', 2],
  ]);
  const gaps = told
    .slice(1)
    .map((entry, index) => entry.createdAt.getTime() - (told[index]?.createdAt.getTime() ?? 0));
  expect(gaps.filter((ms) => ms < 600)).toEqual([]);
  await expectRight(room, eventId);
  await Promise.all(logs.map((log) => log.settle()));
}, 30_000);

test('[QUESTION-7] votes of one batch for the questions of an event share an entry', async () => {
  const room = await openRoom();
  await organise(room, true);
  const [eventId = ''] = room.eventIds;
  const ask = { kind: 'ask-question', eventId, actorId: 'bob', content: 'Why?' } as const;
  const outcomes = await appendBatch(room.database.db, [
    { ...ask, questionId: 'one' },
    voteOf(eventId, 'one'),
    { ...ask, questionId: 'other' },
    voteOf(eventId, 'other', { actorId: 'bob' }),
    voteOf(eventId, 'one', { actorId: 'bob' }),
  ]);
  const types = outcomes.map((outcome) => outcome.ok && outcome.value.type);
  expect(types).toEqual(['appended', 'appended', 'appended', 'duplicate', 'duplicate']);
  const { entries } = await readEntries(room.database.db, { eventId, after: 0, limit: 100 });
  expect(entries.filter(({ kind }) => kind === 'question-votes')).toMatchObject([
    {
      votes: [
        { questionId: 'one', votes: 2 },
        { questionId: 'other', votes: 1 },
      ],
    },
  ]);
});

test('[QUESTION-10] a question that is dismissed in the batch of a vote keeps none of it', async () => {
  const room = await openRoom();
  await organise(room, true);
  const [eventId = ''] = room.eventIds;
  const { db } = room.database;
  const outcomes = await appendBatch(db, [
    { kind: 'ask-question', eventId, actorId: 'bob', questionId: 'q', content: 'Why?' },
    voteOf(eventId, 'q', { id: 'vote' }),
    {
      kind: 'question-state',
      eventId,
      actorId: alice.id,
      questionId: 'q',
      state: 'dismissed',
      id: 'no',
    },
  ]);
  expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([]);
  expect(await db.selectFrom('question_vote').selectAll().execute()).toEqual([]);
  await expectRight(room, eventId);
});
