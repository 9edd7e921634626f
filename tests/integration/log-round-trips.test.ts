import type { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';

import { createGroupCommit } from '../../db/group-commit.ts';
import { roundTrip, type Prepared } from '../../db/round-trip.ts';
import type { Statement } from '../../db/statements.ts';
import { createTestDatabase } from '../harness/database.ts';
import { message, openRoom, upTo } from '../harness/log-room.ts';

/** How often the server has said that it is done with what was sent to it. */
function countAnswers(client: Client): () => number {
  let answers = 0;
  client.connection.on('readyForQuery', () => (answers += 1));
  return () => answers;
}

async function openConnection() {
  const database = await createTestDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  const client = database.newWriterConnection();
  await client.connect();
  const prepared: Prepared = new Map();
  const run = (...statements: readonly Statement[]) => roundTrip(client, prepared, statements);
  return { client, run };
}

const one = (name: string, text: string, ...values: readonly unknown[]): Statement => ({
  name,
  text,
  values,
});

const begin = one('begin', 'begin');
const pair = (left: number, right: string) =>
  one('pair', 'select $1::int as l, $2 as r', left, right);

test('[LOG-21] a batch of messages takes two round trips, however many they are', async () => {
  const { database, eventIds } = await openRoom();
  const [eventId = ''] = eventIds;
  const counts: (() => number)[] = [];
  const newWriterConnection = (): Client => {
    const client = database.newWriterConnection();
    counts.push(countAnswers(client));
    return client;
  };
  const log = createGroupCommit({
    database: { db: database.db, newWriterConnection },
    onCommitted: () => {},
    onError: (error) => expect.fail(String(error)),
  });
  // Plans are made anew with the first, second and fourth batch, which is a question more.
  for (const _ of upTo(4)) await log.append(message(eventId));
  expect(counts).toHaveLength(1);
  const before = counts[0]?.() ?? NaN;
  await log.append(message(eventId));
  expect(counts[0]?.()).toBe(before + 2);
  await Promise.all(upTo(100).map(() => log.append(message(eventId))));
  expect(counts[0]?.()).toBe(before + 4);
});

test('[LOG-21] statements of one round trip are answered in their order, with any text in them', async () => {
  const { client, run } = await openConnection();
  const texts = [
    'plain',
    '"quoted", and {braces}',
    String.raw`back\slash`,
    'NULL',
    '',
    "it's ü 🙂",
  ];
  const list = one('list', 'select item from unnest($1::text[]) item', texts);
  const count = countAnswers(client);
  for (const _ of upTo(2)) {
    const [first, second, third] = await run(pair(1, 'one'), list, pair(2, 'two'));
    expect(first?.rows).toEqual([{ l: 1, r: 'one' }]);
    expect(second).toEqual({ command: 'SELECT 6', rows: texts.map((item) => ({ item })) });
    expect(third?.rows).toEqual([{ l: 2, r: 'two' }]);
  }
  expect(count()).toBe(2);
});

test('[LOG-21] what comes after a statement that failed is not run, and the connection is of use again', async () => {
  const { client, run } = await openConnection();
  const write = one('write', 'insert into written values ($1::int)', 1);
  const fault = (by: number): Statement => one('fault', 'select 1 / $1::int as whole', by);
  await client.query('create temporary table written (n int)');
  await expect(run(begin, write, fault(0), one('commit', 'commit'))).rejects.toThrow('division');
  await client.query('rollback');
  const rows = await run(one('read', 'select count(*)::int as n from written'), fault(1));
  expect(rows.map((answer) => answer.rows)).toEqual([[{ n: 0 }], [{ whole: 1 }]]);
  await expect(run(pair(1, 'x'), one('bad', 'no such thing'))).rejects.toThrow('syntax');
  expect((await run(pair(3, 'three'))).map((answer) => answer.rows)).toEqual([
    [{ l: 3, r: 'three' }],
  ]);
});
