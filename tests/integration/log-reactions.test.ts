import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { GroupCommit } from '../../db/group-commit.ts';
import { readEntries } from '../../db/log-read.ts';
import type { Draft, LogEntry, ReactionDraft } from '../../domain/log.ts';
import { alice, bob, makeRoom, message, openRoom, people, type Room } from '../harness/log-room.ts';
import { openLossyLog } from '../harness/lossy-log.ts';
import { countsOf, foldReactions } from '../harness/reaction-fold.ts';

const reaction = (
  eventId: string,
  messageId: string,
  more: Partial<ReactionDraft> = {},
): ReactionDraft => ({
  kind: 'reaction',
  eventId,
  messageId,
  actorId: alice.id,
  emoji: '👍',
  on: true,
  ...more,
});

async function entriesOf({
  database,
  eventIds: [eventId = ''],
}: Room): Promise<readonly LogEntry[]> {
  return (await readEntries(database.db, { eventId, after: 0, limit: 5_000 })).entries;
}

/** Rows, sums beside the messages, and the log say the same, or the test fails. */
async function expectRight(room: Room): Promise<void> {
  const { db } = room.database;
  const { rows, sums, faults } = foldReactions(await entriesOf(room));
  expect(faults).toEqual([]);
  const stored = await db.selectFrom('reaction').selectAll().execute();
  const kept = new Map<string, Set<string>>();
  for (const { message_id: id, user_id: userId, emoji } of stored) {
    kept.set(id, (kept.get(id) ?? new Set()).add(`${userId} ${emoji}`));
  }
  const folded = [...rows].filter(([, own]) => own.size > 0);
  expect(kept).toEqual(new Map(folded));
  const messages = await db.selectFrom('message').select(['id', 'reactions']).execute();
  for (const { id, reactions } of messages) {
    expect(new Map(reactions ?? [])).toEqual(countsOf(kept.get(id) ?? []));
    expect(reactions ?? []).toEqual((sums.get(id) ?? []).map(({ emoji, count }) => [emoji, count]));
  }
}

const anyDraft = (eventId: string): fc.Arbitrary<Draft> => {
  const messageId = fc.constantFrom('m1', 'm2', 'never');
  const actorId = fc.constantFrom(...people.map(({ id }) => id));
  const emoji = fc.constantFrom('👍', '🎉');
  const reacted = fc.record({ messageId, actorId, emoji, on: fc.boolean() });
  const said = fc.constantFrom('m1', 'm2').map((id) => message(eventId, { id }));
  const gone = fc
    .record({ messageId, actorId })
    .map((of) => ({ kind: 'message-deleted' as const, eventId, ...of }));
  const moved = fc
    .record({
      person: fc.constantFrom(...people),
      status: fc.constantFrom('attending' as const, null),
    })
    .map((of) => ({ kind: 'participation' as const, eventId, ...of }));
  return fc.oneof(
    { weight: 12, arbitrary: reacted.map((of) => reaction(eventId, of.messageId, of)) },
    { weight: 2, arbitrary: said },
    { weight: 1, arbitrary: gone },
    { weight: 2, arbitrary: moved },
  );
};

interface Acknowledged {
  readonly draft: ReactionDraft;
  readonly entry: LogEntry;
}

/** Appends a batch, one draft here and one there; the reactions that it was told to have stored. */
async function appendAll(
  logs: readonly [GroupCommit, GroupCommit],
  batch: readonly Draft[],
): Promise<readonly Acknowledged[]> {
  const outcomes = batch.map((draft, index) => logs[index % 2 === 0 ? 0 : 1].append(draft));
  await Promise.all(logs.map((log) => log.settle()));
  return (await Promise.all(outcomes)).flatMap((outcome, index) => {
    const draft = batch[index];
    if (draft?.kind !== 'reaction' || !outcome.ok) return [];
    return outcome.value.type === 'unchanged' ? [] : [{ draft, entry: outcome.value.entry }];
  });
}

test('[REACT-1] [REACT-2] [REACT-5] whatever comes in whichever batches on two nodes, rows, sums and log agree', async () => {
  const batches = fc.array(fc.array(anyDraft('e'), { maxLength: 30, size: 'max' }), {
    minLength: 1,
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(batches, async (given) => {
      await using room = await makeRoom(['e']);
      const logs = [room.log(), room.log()] as const;
      const acknowledged: Acknowledged[] = [];
      for (const batch of given) acknowledged.push(...(await appendAll(logs, batch)));
      await expectRight(room);
      const log = await entriesOf(room);
      for (const { draft, entry } of acknowledged) {
        // Their later word may be in the same entry; a word of theirs is in it all the same.
        const stored = log[entry.seq - 1];
        expect(stored).toMatchObject({ kind: 'reactions', messageId: draft.messageId });
        expect(stored?.kind === 'reactions' && stored.changes).toContainEqual(
          expect.objectContaining({ userId: draft.actorId, emoji: draft.emoji }),
        );
      }
    }),
    { numRuns: 12 },
  );
}, 60_000);

test('[REACT-4] the first of a moment waits for nothing; what comes within half a second is one entry', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const announced: LogEntry[] = [];
  const log = room.log((entries) => announced.push(...entries));
  await log.append(message(eventId, { id: 'm1' }));
  await log.append(message(eventId, { id: 'm2' }));
  const startedAt = performance.now();
  expect(await log.append(reaction(eventId, 'm1'))).toMatchObject({ value: { type: 'appended' } });
  expect(performance.now() - startedAt).toBeLessThan(400);
  const all = [
    reaction(eventId, 'm1', { actorId: bob.id }),
    reaction(eventId, 'm2'),
    reaction(eventId, 'm1', { actorId: bob.id, emoji: '🎉' }),
    reaction(eventId, 'm1', { on: false }),
    reaction(eventId, 'm1', { actorId: 'carol' }),
    reaction(eventId, 'm1', { actorId: bob.id }),
  ];
  const outcomes = await Promise.all(all.map((draft) => log.append(draft)));
  expect(outcomes.map((one) => (one.ok ? one.value.type : one.error.code))).toEqual([
    'appended',
    'appended',
    'duplicate',
    'duplicate',
    'forbidden',
    'unchanged',
  ]);
  const reactions = announced.filter(({ kind }) => kind === 'reactions');
  expect(reactions.map(({ seq }) => seq)).toEqual([5, 6, 7]);
  expect(reactions[1]).toMatchObject({
    messageId: 'm1',
    reactions: [
      { emoji: '👍', count: 1 },
      { emoji: '🎉', count: 1 },
    ],
    changes: [
      { userId: bob.id, emoji: '👍', on: true },
      { userId: bob.id, emoji: '🎉', on: true },
      { userId: alice.id, emoji: '👍', on: false },
    ],
  });
  await expectRight(room);
});

test('[REACT-3] a message has at most 20 kinds of reactions; what goes makes place', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const log = room.log();
  await log.append(message(eventId, { id: 'm1' }));
  const emojis = Array.from({ length: 21 }, (_, index) => String.fromCodePoint(0x1f600 + index));
  const outcomes = await Promise.all(
    emojis.map((emoji) => log.append(reaction(eventId, 'm1', { emoji }))),
  );
  expect(outcomes.map(({ ok }) => ok)).toEqual([...Array<boolean>(20).fill(true), false]);
  expect(outcomes[20]).toMatchObject({ error: { code: 'invalid' } });
  const last = { emoji: emojis[20] ?? '', actorId: bob.id };
  const swap = [
    log.append(reaction(eventId, 'm1', { emoji: emojis[0] ?? '', on: false })),
    log.append(reaction(eventId, 'm1', last)),
  ];
  expect((await Promise.all(swap)).map(({ ok }) => ok)).toEqual([true, true]);
  await expectRight(room);
});

test('[REACT-5] [LOG-16] reactions whose commit was not heard of are acknowledged and announced once', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const { log, proxy, announced } = await openLossyLog(room);
  await log.append(message(eventId, { id: 'm1' }));
  await log.append(reaction(eventId, 'm1', { emoji: '🎉' }));
  proxy.loseCommits(2);
  const outcomes = await Promise.all([
    log.append(reaction(eventId, 'm1')),
    log.append(reaction(eventId, 'm1', { actorId: bob.id })),
    log.append(reaction(eventId, 'm1', { emoji: '🎉', on: false })),
  ]);
  expect(proxy.lost()).toBe(2);
  expect(outcomes).toMatchObject(
    Array.from({ length: 3 }, () => ({ ok: true, value: { entry: { seq: 5 } } })),
  );
  expect(announced.map(({ seq }) => seq)).toEqual([3, 4, 5]);
  await expectRight(room);
});
