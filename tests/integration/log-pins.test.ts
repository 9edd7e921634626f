import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { appendBatch } from '../../db/log.ts';
import { readEntries } from '../../db/log-read.ts';
import type { Draft, PinDraft } from '../../domain/log.ts';
import { alice, bob, makeRoom, message, openRoom, type Room } from '../harness/log-room.ts';
import { openLossyLog } from '../harness/lossy-log.ts';

const EVENT = 'e';

const pin = (messageId: string, on = true): PinDraft => ({
  kind: 'pin',
  eventId: EVENT,
  messageId,
  actorId: alice.id,
  on,
});

/** Alice leaves and comes again as organiser. */
async function makeOrganiser({ database }: Room): Promise<void> {
  const coming = { kind: 'participation', eventId: EVENT, person: alice } as const;
  await appendBatch(database.db, [
    { ...coming, status: null },
    { ...coming, status: 'attending', role: 'organiser' },
  ]);
}

/** The rows and what the log says are the same, or the test fails. */
async function expectRight({ database: { db } }: Room): Promise<void> {
  const { entries } = await readEntries(db, { eventId: EVENT, after: 0, limit: 5_000 });
  const pinned = new Map<string, number>();
  const deleted = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === 'message-deleted') {
      deleted.add(entry.messageId);
      pinned.delete(entry.messageId);
    }
    if (entry.kind !== 'pin') continue;
    const { messageId, messageSeq, on, seq } = entry;
    expect(entries[messageSeq - 1]).toMatchObject({ kind: 'message', id: messageId });
    // Each one changes something, and none is of what was deleted.
    expect([pinned.has(messageId), deleted.has(messageId)]).toEqual([!on, false]);
    if (on) pinned.set(messageId, seq);
    else pinned.delete(messageId);
  }
  const rows = await db.selectFrom('pin').select(['message_id', 'seq', 'event_id']).execute();
  expect(new Map(rows.map((row) => [row.message_id, row.seq]))).toEqual(pinned);
  expect(rows.every((row) => row.event_id === EVENT)).toBe(true);
}

const anyDraft: fc.Arbitrary<Draft> = fc.constantFrom('m1', 'm2', 'm3').chain((id) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.boolean().map((on) => pin(id, on)) },
    { weight: 2, arbitrary: fc.constant(message(EVENT, { id, author: bob })) },
    {
      weight: 1,
      arbitrary: fc.constant({
        kind: 'message-deleted' as const,
        eventId: EVENT,
        messageId: id,
        actorId: alice.id,
      }),
    },
  ),
);

test('[PIN-7] however pins, messages and deletions cross on two nodes, rows and log agree', async () => {
  const batches = fc.array(fc.array(anyDraft, { maxLength: 20, size: 'max' }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(batches, async (given) => {
      await using room = await makeRoom([EVENT]);
      await makeOrganiser(room);
      const logs = [room.log(), room.log()] as const;
      for (const batch of given) {
        await Promise.all(batch.map((draft, index) => logs[index % 2 === 0 ? 0 : 1].append(draft)));
      }
      await expectRight(room);
    }),
    { numRuns: 10, endOnFailure: true },
  );
}, 60_000);

test('[PIN-7] in one batch each draft finds what those before it have made of the pins', async () => {
  const room = await openRoom([EVENT]);
  await makeOrganiser(room);
  const deletion = { kind: 'message-deleted', eventId: EVENT, actorId: alice.id } as const;
  const append = async (drafts: readonly Draft[]) =>
    (await appendBatch(room.database.db, drafts)).map((one) =>
      one.ok ? one.value.type : one.error.code,
    );
  const said = ['m1', 'm2', 'm3'].map((id) => message(EVENT, { id }));
  expect(await append([...said, pin('m1'), pin('m1'), pin('m1', false), pin('m1')])).toEqual([
    ...Array<string>(4).fill('appended'),
    'unchanged',
    'appended',
    'appended',
  ]);
  expect(
    await append([
      pin('m2'),
      { ...deletion, messageId: 'm1' },
      { ...deletion, messageId: 'm2' },
      pin('m1', false),
      pin('m2', false),
      pin('m1'),
      pin('m3'),
    ]),
  ).toEqual([
    'appended',
    'appended',
    'appended',
    'unchanged',
    'unchanged',
    'not-found',
    'appended',
  ]);
  await expectRight(room);
});

test('[PIN-7] [LOG-16] a pin whose commit was not heard of is acknowledged and announced once', async () => {
  const room = await openRoom([EVENT]);
  await makeOrganiser(room);
  const { log, proxy, announced } = await openLossyLog(room);
  await log.append(message(EVENT, { id: 'm1' }));
  proxy.loseCommits(2);
  const outcomes = await Promise.all([log.append(pin('m1')), log.append(pin('m1'))]);
  expect(proxy.lost()).toBe(2);
  expect(outcomes).toMatchObject([
    { ok: true, value: { type: 'appended', entry: { kind: 'pin', seq: 6 } } },
    { ok: true, value: { type: 'unchanged' } },
  ]);
  expect(announced.map(({ seq }) => seq)).toEqual([5, 6]);
  await expectRight(room);
});
