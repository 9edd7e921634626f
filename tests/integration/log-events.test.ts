import { expect, onTestFinished, test } from 'vitest';

import { message, openRoom, type Room } from '../harness/log-room.ts';

const NO_SUCH_EVENT = '23503';
const MUST_STAY = '23001';
const NOT_SUPPORTED = '0A000';

const addEntry = (eventId: string, seq = 9): string =>
  `insert into log_entry (event_id, seq, kind, actor_id, body, created_at)
   values ('${eventId}', ${seq}, 'event-updated', 'alice', '{}', now())`;
const addMessage = (eventId: string): string =>
  `insert into message (id, event_id, seq, user_id, user_name, content, created_at)
   values ('m-${eventId}', '${eventId}', 9, 'alice', 'alice', 'Hello', now())`;

/** A room with a message in it, and two connections that write by hand. */
async function openHands() {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const log = room.log();
  await log.append(message(eventId));
  const hands = await Promise.all([0, 1].map(() => room.database.pool.connect()));
  onTestFinished(() => hands.forEach((hand) => hand.release(true)));
  const [one, other] = hands;
  if (one === undefined || other === undefined) throw new Error('no connections');
  return { room, eventId, one, other, remove: `delete from event where id = '${eventId}'` };
}

async function countRows({ database: { pool } }: Room, eventId: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select ((select count(*) from log_entry where event_id = $1)
      + (select count(*) from message where event_id = $1))::int as n`,
    [eventId],
  );
  return rows[0]?.n ?? NaN;
}

const untilSomebodyWaits = ({ database: { pool } }: Room): Promise<void> =>
  expect
    .poll(async () => {
      const waiting = `select from pg_locks where not granted
        and pid in (select pid from pg_stat_activity where datname = current_database())`;
      return (await pool.query(waiting)).rows.length;
    })
    .toBeGreaterThan(0);

test('[LOG-22] nothing is written for an event that does not exist, and nothing moves to another', async () => {
  const { one, eventId } = await openHands();
  for (const add of [addEntry('nowhere'), addMessage('nowhere')]) {
    await expect(one.query(add)).rejects.toMatchObject({ code: NO_SUCH_EVENT });
  }
  const both = `${addEntry(eventId)}, ('nowhere', 1, 'event-updated', 'alice', '{}', now())`;
  await expect(one.query(both)).rejects.toMatchObject({ code: NO_SUCH_EVENT });
  for (const table of ['log_entry', 'message']) {
    const move = `update ${table} set event_id = 'nowhere' where event_id = '${eventId}'`;
    await expect(one.query(move)).rejects.toMatchObject({ code: MUST_STAY });
  }
});

test('[LOG-22] an event waits for those who write into it, and leaves nothing behind', async () => {
  const { room, one, other, eventId, remove } = await openHands();
  await one.query('begin');
  await one.query(addEntry(eventId));
  await one.query(addMessage(eventId));
  const removed = other.query(remove);
  await untilSomebodyWaits(room);
  await one.query('commit');
  expect((await removed).rowCount).toBe(1);
  expect(await countRows(room, eventId)).toBe(0);
});

test('[LOG-22] who writes into an event that is being deleted waits, and is refused', async () => {
  const { room, one, other, eventId, remove } = await openHands();
  await one.query('begin');
  await one.query(remove);
  const added = other.query(addEntry(eventId, 99)).catch((error: unknown) => error);
  await untilSomebodyWaits(room);
  await one.query('commit');
  expect(await added).toMatchObject({ code: NO_SUCH_EVENT });
  expect(await countRows(room, eventId)).toBe(0);
});

test('[LOG-22] with a snapshot that may be too old to see all of it, an event is not deleted', async () => {
  const { room, one, eventId, remove } = await openHands();
  await one.query('begin isolation level repeatable read');
  await expect(one.query(remove)).rejects.toMatchObject({ code: NOT_SUPPORTED });
  await one.query('rollback');
  expect(await countRows(room, eventId)).toBe(4);
});
