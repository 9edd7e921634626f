import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { readEntries } from '../../db/log-read.ts';
import { createVoteGathering } from '../../db/vote-gathering.ts';
import type { Draft, LogEntry } from '../../domain/log.ts';
import type { PollEntry, VoteDraft } from '../../domain/poll-log.ts';
import { refusal } from '../../protocol/errors.ts';
import { fail, ok } from '../../protocol/result.ts';
import { appendBatch } from '../../db/log.ts';
import { alice, message, openRoom, people, type Room } from '../harness/log-room.ts';

const OPTIONS = ['tea', 'coffee', 'mate'];

const pollOf = (eventId: string, id: string, more: object = {}): Draft =>
  message(eventId, {
    id,
    poll: { question: 'What?', options: OPTIONS, isMultiple: true, isAnonymous: false, ...more },
  });

const voteOf = (eventId: string, messageId: string, more: Partial<VoteDraft> = {}): VoteDraft => ({
  kind: 'vote',
  eventId,
  messageId,
  actorId: alice.id,
  choices: [0],
  ...more,
});

/** Alice organises, as who asks polls must. */
async function organise({ database, eventIds }: Room): Promise<void> {
  await database.db
    .updateTable('participation')
    .set({ role: 'organiser' })
    .where('user_id', '=', alice.id)
    .where('event_id', 'in', [...eventIds])
    .execute();
}

const entriesOf = async ({ database }: Room, eventId: string): Promise<readonly LogEntry[]> =>
  (await readEntries(database.db, { eventId, after: 0, limit: 5_000 })).entries;

const isPoll = (entry: LogEntry): entry is PollEntry => entry.kind === 'poll';

/** Rows, sums and the log say the same, or the test fails. */
async function expectRight(room: Room, eventId: string): Promise<void> {
  const { db } = room.database;
  const entries = await entriesOf(room, eventId);
  const votes = await db
    .selectFrom('poll_vote')
    .selectAll()
    .where('event_id', '=', eventId)
    .execute();
  const polls = await db
    .selectFrom('poll')
    .innerJoin('message', 'message.id', 'poll.message_id')
    .selectAll('poll')
    .where('event_id', '=', eventId)
    .execute();
  const deleted = new Set(
    entries.flatMap((entry) => (entry.kind === 'message-deleted' ? entry.messageId : [])),
  );
  for (const { message_id: id, votes: sums, voters, closed_at } of polls) {
    const rows = votes.filter((row) => row.message_id === id);
    const counted = OPTIONS.map(
      (_, option) => rows.filter((row) => row.choices.includes(option)).length,
    );
    expect(sums).toEqual(counted);
    expect(voters).toBe(rows.filter((row) => row.choices.length > 0).length);
    const told = entries.filter(isPoll).filter((entry) => entry.messageId === id);
    const last = told.at(-1);
    expect(last?.votes ?? OPTIONS.map(() => 0)).toEqual(sums);
    expect(last?.voters ?? 0).toBe(voters);
    // Nothing behind its end.
    expect(told.slice(0, -1).filter(({ isClosed }) => isClosed)).toEqual([]);
    expect(last?.isClosed ?? false).toBe(closed_at !== null);
  }
  expect(polls.filter((row) => deleted.has(row.message_id))).toEqual([]);
  expect(votes.filter((row) => deleted.has(row.message_id))).toEqual([]);
}

/** What people do in one event, without ids; `null`: somebody says something. */
const anyDraft = (eventId: string): fc.Arbitrary<Draft | null> => {
  const messageId = fc.constantFrom('m1', 'm2', 'never').map((id) => `${eventId}-${id}`);
  const actorId = fc.constantFrom(...people.map(({ id }) => id));
  const choices = fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });
  const of = fc.record({ messageId, actorId });
  const status = fc.constantFrom('attending' as const, null);
  const voted = fc
    .record({ messageId, actorId, choices })
    // Batches of this test follow each other faster than anybody is told.
    .map((given) => voteOf(eventId, given.messageId, { ...given, isHurried: true }));
  const asked = fc.constantFrom('m1', 'm2').map((id) => pollOf(eventId, `${eventId}-${id}`));
  const ended = of.map((given) => ({ kind: 'poll-closed' as const, eventId, ...given }));
  const gone = of.map((given) => ({ kind: 'message-deleted' as const, eventId, ...given }));
  const moved = fc
    .record({ person: fc.constantFrom(...people), status })
    .map((given) => ({ kind: 'participation' as const, eventId, ...given }));
  return fc.oneof(
    { weight: 14, arbitrary: voted },
    { weight: 3, arbitrary: asked },
    { weight: 2, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: ended },
    { weight: 1, arbitrary: gone },
    { weight: 2, arbitrary: moved },
  );
};

const RUNS = 20;

test('[POLL-4] [POLL-5] [POLL-11] any batches of votes, ends, deletions and comings: rows, sums and log agree', async () => {
  const room = await openRoom(RUNS);
  await organise(room);
  let number = 0;
  for (const [run, eventId] of room.eventIds.entries()) {
    const batches = fc.array(fc.array(anyDraft(eventId), { maxLength: 20 }), { maxLength: 6 });
    for (const batch of fc.sample(batches, { seed: run, numRuns: 1 }).flat()) {
      const drafts = batch.map((draft): Draft => {
        if (draft === null) return message(eventId);
        return draft.kind === 'message' ? draft : { ...draft, id: `d${(number += 1)}` };
      });
      await appendBatch(room.database.db, drafts);
      await expectRight(room, eventId);
    }
  }
});

test('[POLL-5] votes of one batch in one poll share an entry, whatever stands between them', async () => {
  const room = await openRoom();
  await organise(room);
  const [eventId = ''] = room.eventIds;
  const outcomes = await appendBatch(room.database.db, [
    pollOf(eventId, 'm'),
    voteOf(eventId, 'm', { id: 'one' }),
    message(eventId),
    voteOf(eventId, 'm', { id: 'other', actorId: 'bob', choices: [0, 2] }),
  ]);
  expect(outcomes.map((outcome) => outcome.ok && outcome.value.type)).toEqual([
    'appended',
    'appended',
    'appended',
    'duplicate',
  ]);
  const polls = (await entriesOf(room, eventId)).filter(isPoll);
  expect(polls).toMatchObject([{ id: 'one', votes: [2, 0, 1], voters: 2, isClosed: false }]);
  expect(JSON.stringify(polls)).not.toContain('bob');
  await expectRight(room, eventId);
});

test('[POLL-11] a poll that is deleted in the batch of a vote keeps none of it, also of who had voted before', async () => {
  const room = await openRoom();
  await organise(room);
  const [eventId = ''] = room.eventIds;
  const { db } = room.database;
  await appendBatch(db, [pollOf(eventId, 'm'), voteOf(eventId, 'm', { id: 'first' })]);
  const outcomes = await appendBatch(db, [
    voteOf(eventId, 'm', { id: 'again', choices: [], isHurried: true }),
    voteOf(eventId, 'm', { id: 'new', actorId: 'bob', isHurried: true }),
    { kind: 'message-deleted', eventId, messageId: 'm', actorId: alice.id, id: 'gone' },
  ]);
  expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([]);
  await expectRight(room, eventId);
});

test('[POLL-4] one person votes on many devices of several processes at once: one vote, and each is answered', async () => {
  const room = await openRoom();
  await organise(room);
  const [eventId = ''] = room.eventIds;
  const logs = [room.log(), room.log(), room.log()] as const;
  await logs[0].append(pollOf(eventId, 'm'));
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      logs[(index % 3) as 0 | 1 | 2].append(
        voteOf(eventId, 'm', {
          actorId: index % 2 === 0 ? alice.id : 'bob',
          choices: [index % 3],
        }),
      ),
    ),
  );
  expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([]);
  const told = (await entriesOf(room, eventId)).filter(isPoll);
  expect(told.at(-1)?.voters).toBe(2);
  const gaps = told
    .slice(1)
    .map((entry, index) => entry.createdAt.getTime() - (told[index]?.createdAt.getTime() ?? 0));
  expect(gaps.filter((ms) => ms < 600)).toEqual([]);
  await expectRight(room, eventId);
  await Promise.all(logs.map((log) => log.settle()));
}, 30_000);

test('[POLL-5] who is too early comes again with those who came meanwhile, in their order', async () => {
  const asked: string[] = [];
  let early = 1;
  const gathering = createVoteGathering(async (draft) => {
    asked.push(draft.id ?? '');
    if (early > 0 && draft.id === 'b') {
      early -= 1;
      return fail(refusal('rate-limited', 'Try again.', 30));
    }
    return ok({ type: 'unchanged' });
  });
  const answered: string[] = [];
  const cast = (id: string) =>
    gathering.append(voteOf('e', 'm', { id })).then(() => answered.push(id));
  const first = [cast('a'), cast('b')];
  await first[0];
  const all = [...first, cast('c'), cast('d')];
  expect(gathering.size()).toBeGreaterThan(0);
  await Promise.all(all);
  expect(asked).toEqual(['a', 'b', 'b', 'c', 'd']);
  expect(answered).toEqual(['a', 'b', 'c', 'd']);
  await gathering.settle();
  expect([gathering.size(), gathering.sizeOf('e')]).toEqual([0, 0]);
});
