import { crc32 } from 'node:zlib';

import { sql } from 'kysely';
import { expect, test } from 'vitest';

import type { GroupCommit } from '../../db/group-commit.ts';
import { message, openRoom, seqsOf, upTo, type Room } from '../harness/log-room.ts';

/** Events that one writer serves: ids whose checksums leave the same remainder for any number of writers. */
function sharedEvents(): readonly string[] {
  const candidates = upTo(2_000).map((index) => `event-${index}`);
  const rest = (id: string): number => crc32(id) % 12;
  return candidates.filter((id) => rest(id) === rest('event-1')).slice(0, 3);
}

/** Holds an event's log, as a stuck transaction of somebody else does. */
async function holdLog({ database }: Room, eventId: string): Promise<() => Promise<void>> {
  const client = await database.pool.connect();
  await client.query('set idle_in_transaction_session_timeout = 0');
  await client.query('begin');
  await client.query('select from event_log_head where event_id = $1 for update', [eventId]);
  return async () => {
    await client.query('rollback');
    client.release(true);
  };
}

const codesOf = (outcomes: readonly Awaited<ReturnType<GroupCommit['append']>>[]) =>
  outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code));

test('[LOG-17] a flooded event delays the others of its writer by a batch, not by its flood', async () => {
  const room = await openRoom(sharedEvents());
  const [flooded = '', quiet = ''] = room.eventIds;
  const log = room.log();
  let stored = 0;
  const flood = upTo(1_000).map(async () => {
    await log.append(message(flooded));
    stored += 1;
  });
  await log.append(message(quiet));
  expect(stored).toBeLessThan(600);
  await Promise.all(flood);
  expect(await seqsOf(room)).toEqual(upTo(1_002));
});

test('[LOG-17] a log that somebody holds is given up in time, and the others of its writer go on', async () => {
  const room = await openRoom(sharedEvents());
  const [held = '', free = '', other = ''] = room.eventIds;
  const log = room.log();
  await log.append(message(held));
  const release = await holdLog(room, held);
  const startedAt = performance.now();
  const waiting = Promise.all(upTo(300).map(() => log.append(message(held))));
  const waits: number[] = [];
  let isWaiting = true;
  const goOn = async (): Promise<void> => {
    while (isWaiting) {
      const sentAt = performance.now();
      const outcomes = await Promise.all([log.append(message(free)), log.append(message(other))]);
      expect(codesOf(outcomes)).toEqual(['ok', 'ok']);
      waits.push(performance.now() - sentAt);
    }
  };
  const going = goOn();
  const outcomes = await waiting;
  isWaiting = false;
  await going;
  expect(performance.now() - startedAt).toBeLessThan(13_000);
  expect(new Set(codesOf(outcomes))).toEqual(new Set(['unavailable']));
  expect(outcomes).toMatchObject(outcomes.map(() => ({ error: { retryable: true } })));
  expect(waits.length).toBeGreaterThan(10);
  expect(Math.max(...waits)).toBeLessThan(3_000);
  await release();
  expect(codesOf([await log.append(message(held))])).toEqual(['ok']);
  expect(await seqsOf(room)).toEqual(upTo(4));
}, 40_000);

test('[LOG-17] a log that is held for a while is written as soon as it can be had', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const log = room.log();
  const release = await holdLog(room, eventId);
  const sends = Promise.all(
    upTo(20).map((index) => log.append(message(eventId, { content: `${index}` }))),
  );
  await waitForLocks(room);
  await release();
  expect(new Set(codesOf(await sends))).toEqual(new Set(['ok']));
  const { rows } = await sql<{ content: string }>`
    select content from message order by seq
  `.execute(room.database.db);
  expect(rows.map(({ content }) => Number(content))).toEqual(upTo(20));
});

/** Until a writer has waited for a lock in vain, and tries again. */
async function waitForLocks({ database }: Room): Promise<void> {
  for (let tries = 0; tries < 2; tries += 1) {
    for (const isWaiting of [true, false]) {
      await expect
        .poll(
          async () => {
            const { rows } = await sql<{ count: number }>`
              select count(*)::int as count from pg_stat_activity
              where datname = current_database() and wait_event_type = 'Lock'
            `.execute(database.db);
            return (rows[0]?.count ?? 0) > 0;
          },
          { timeout: 10_000, interval: 10 },
        )
        .toBe(isWaiting);
    }
  }
}

test('[LOG-18] more than 1,000 drafts for one event are refused at once, and others are not', async () => {
  const room = await openRoom(sharedEvents());
  const [held = '', free = ''] = room.eventIds;
  const log = room.log();
  await Promise.all([log.append(message(held)), log.append(message(free))]);
  const release = await holdLog(room, held);
  // Those of the batch under way are not in the queue any more.
  const first = log.append(message(held));
  await expect.poll(() => log.size()).toBe(0);
  const sends = upTo(1_001).map(() => log.append(message(held)));
  const refused = await Promise.race(sends);
  expect(refused).toMatchObject({ error: { code: 'overloaded', retryable: true } });
  const retryAfterMs = (!refused.ok && refused.error.retryAfterMs) || 0;
  expect(retryAfterMs).toBeGreaterThanOrEqual(100);
  expect(retryAfterMs).toBeLessThanOrEqual(10_000);
  const other = log.append(message(free));
  await release();
  expect(codesOf([await other, await first])).toEqual(['ok', 'ok']);
  const outcomes = codesOf(await Promise.all(sends));
  expect(outcomes.filter((code) => code === 'ok')).toHaveLength(1_000);
  expect(outcomes.filter((code) => code === 'overloaded')).toHaveLength(1);
});

test('[LOG-18] more than 10,000 drafts on one node are refused at once, whatever their events', async () => {
  const room = await openRoom(12);
  const log = room.log();
  const releases = await Promise.all(room.eventIds.slice(0, 9).map((id) => holdLog(room, id)));
  const sends = room.eventIds.flatMap((eventId) =>
    upTo(900).map(() => log.append(message(eventId))),
  );
  expect(log.size()).toBe(10_000);
  const refused = await Promise.race(sends.slice(-800));
  expect(refused).toMatchObject({ error: { code: 'overloaded' } });
  for (const release of releases) await release();
  const codes = codesOf(await Promise.all(sends));
  expect(codes.filter((code) => code === 'ok')).toHaveLength(10_000);
  expect(codes.filter((code) => code === 'overloaded')).toHaveLength(800);
}, 40_000);
