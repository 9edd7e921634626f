import { expect, test } from 'vitest';

import { readEntries } from '../../db/log-read.ts';
import type { LogEntry } from '../../domain/log.ts';
import { alice, bob, message, openRoom, seqsOf, upTo } from '../harness/log-room.ts';

test('[LOG-3] five hundred messages handed to two nodes at once are stored once each, at one place', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const logs = [room.log(), room.log()];
  const drafts = upTo(500).map((index) => message(eventId, { clientMessageId: `c${index}` }));
  const answers = await Promise.all(
    logs.map((log) =>
      Promise.all(
        drafts.map(async (draft) => {
          const outcome = await log.append({ ...draft, id: `${draft.id}-${logs.indexOf(log)}` });
          if (!outcome.ok || outcome.value.type === 'unchanged') throw new Error('not stored');
          return { type: outcome.value.type, seq: outcome.value.entry.seq };
        }),
      ),
    ),
  );
  const [one = [], other = []] = answers;
  expect(one.map(({ seq }) => seq)).toEqual(other.map(({ seq }) => seq));
  expect([...one, ...other].filter(({ type }) => type === 'appended')).toHaveLength(500);
  expect(await seqsOf(room)).toEqual(upTo(502));
});

test('[LOG-5] whichever node somebody writes on, nothing of theirs has a place after their removal', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const logs = [room.log(), room.log(), room.log()];
  let isOver = false;
  const send = async (author: typeof bob, index: number): Promise<void> => {
    for (let count = 0; !isOver; count += 1) {
      await logs[(index + count) % logs.length]?.append(message(eventId, { author }));
    }
  };
  const senders = upTo(20).flatMap((index) => [send(bob, index), send(alice, index)]);
  for (const round of upTo(6)) {
    const status = round % 2 === 0 ? 'attending' : null;
    const log = logs[round % logs.length];
    const change = await log?.append({ kind: 'participation', eventId, person: bob, status });
    expect(change).toMatchObject({ ok: true, value: { type: 'appended' } });
    const { seq } = (await lastEntry()) ?? { seq: 0 };
    await expect.poll(async () => (await lastEntry())?.seq).toBeGreaterThan(seq + 40);
  }
  isOver = true;
  await Promise.all(senders);
  const entries = await all();
  let isIn = false;
  let sent = 0;
  for (const entry of entries) {
    if (entry.actorId !== bob.id) continue;
    if (entry.kind === 'participation') isIn = entry.status !== null;
    else {
      expect(isIn, `entry ${entry.seq}`).toBe(true);
      sent += 1;
    }
  }
  expect(sent).toBeGreaterThan(0);
  expect(entries.map(({ seq }) => seq)).toEqual(upTo(entries.length));

  async function all(): Promise<readonly LogEntry[]> {
    return (await readEntries(room.database.db, { eventId, after: 0, limit: 100_000 })).entries;
  }
  async function lastEntry(): Promise<LogEntry | undefined> {
    return (await all()).at(-1);
  }
});
