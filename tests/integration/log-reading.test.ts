import { expect, test } from 'vitest';

import { up } from '../../db/migrations/0010-reading.ts';
import { createPositionMover } from '../../db/reading-positions.ts';
import { alice, bob, message, openRoom } from '../harness/log-room.ts';

test('[READ-2] who took part before there were positions has read everything', async () => {
  const room = await openRoom();
  const { database } = room;
  const [eventId = ''] = room.eventIds;
  await room.log().append(message(eventId));
  await database.pool.query('update participation set read_seq = 0');
  await up(database.db as never);
  const { rows } = await database.pool.query('select read_seq from participation');
  expect(rows).toEqual([{ read_seq: 3 }, { read_seq: 3 }]);
  // Those who come and go are counted as before.
  await database.pool.query("update participation set status = null where user_id = 'bob'");
  const counts = await database.pool.query('select attending_count from event_log_head');
  expect(counts.rows).toEqual([{ attending_count: 1 }]);
});

test('[READ-3] a position that somebody else holds waits alone', async () => {
  const room = await openRoom();
  const { database } = room;
  const [eventId = ''] = room.eventIds;
  await room.log().append(message(eventId));
  const move = createPositionMover(database.db);
  const read = ({ id: userId }: { readonly id: string }) =>
    move({ is: 'read', eventId, userId, seq: 3 });
  const client = await database.pool.connect();
  await client.query('begin');
  await client.query("select 1 from participation where user_id = 'bob' for update");
  const late = read(bob);
  expect(await read(alice)).toMatchObject({ readSeq: 3, hasMoved: true });
  const { rows } = await database.pool.query(
    "select read_seq from participation where user_id = 'bob'",
  );
  expect(rows).toEqual([{ read_seq: 2 }]);
  await client.query('commit');
  client.release();
  expect(await late).toMatchObject({ readSeq: 3, hasMoved: true });
});
