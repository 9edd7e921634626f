import { expect, test } from 'vitest';

import type { Draft } from '../../domain/log.ts';
import { alice, bob, message, openRoom, seqsOf, upTo } from '../harness/log-room.ts';
import { openLossyLog } from '../harness/lossy-log.ts';

test('[LOG-16] a batch whose commit was done but not heard of is acknowledged as what it became', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const { log, proxy, announced } = await openLossyLog(room);
  await log.append(message(eventId));
  proxy.loseCommits(3);
  const drafts: Draft[] = [
    message(eventId, { author: bob }),
    message(eventId, { clientMessageId: 'c1' }),
    { kind: 'participation', eventId, person: bob, status: null },
    message(eventId, { author: bob }),
    { kind: 'participation', eventId, person: bob, status: 'interested' },
    message(eventId, { author: bob }),
    { kind: 'participation', eventId, person: bob, status: 'interested' },
  ];
  const outcomes = await Promise.all(drafts.map((draft) => log.append(draft)));
  expect(proxy.lost()).toBe(3);
  const seqs = outcomes.map((outcome) =>
    outcome.ok && outcome.value.type === 'appended' ? outcome.value.entry.seq : null,
  );
  expect(seqs).toEqual([4, 5, 6, null, 7, 8, null]);
  expect(outcomes[3]).toMatchObject({ error: { code: 'forbidden' } });
  expect(outcomes[6]).toMatchObject({ value: { type: 'unchanged' } });
  expect(announced.map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 7, 8]);
  expect(await seqsOf(room)).toEqual(upTo(8));
});

test('[LOG-16] the same while another writer goes on in between', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const { log, proxy, announced } = await openLossyLog(room);
  const other = room.log();
  const rounds = upTo(12);
  const sends: Promise<{ readonly id: string; readonly seq: number }>[] = [];
  for (const round of rounds) {
    if (round % 3 === 0) proxy.loseCommits(1);
    for (const writer of [log, other, log]) {
      const draft = message(eventId, { author: round % 2 === 0 ? alice : bob });
      sends.push(
        writer.append(draft).then((outcome) => {
          if (!outcome.ok || outcome.value.type !== 'appended') throw new Error('not appended');
          return { id: draft.id, seq: outcome.value.entry.seq };
        }),
      );
    }
    await Promise.race(sends.slice(-3));
  }
  const acknowledged = await Promise.all(sends);
  expect(proxy.lost()).toBeGreaterThan(0);
  expect(await seqsOf(room)).toEqual(upTo(2 + 3 * rounds.length));
  const stored = await room.database.db.selectFrom('message').select(['id', 'seq']).execute();
  expect(new Map(acknowledged.map(({ id, seq }) => [id, seq]))).toEqual(
    new Map(stored.map(({ id, seq }) => [id, seq])),
  );
  const own = announced.map(({ seq }) => seq);
  expect(own).toEqual(own.toSorted((a, b) => a - b));
  expect(new Set(own).size).toBe(2 * rounds.length);
});

test('[LOG-16] a client that repeats what was acknowledged late is told that it is a repeat', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const { log, proxy } = await openLossyLog(room);
  const draft = message(eventId, { clientMessageId: 'c1' });
  proxy.loseCommits(1);
  const outcomes = await Promise.all([
    log.append(draft),
    log.append(message(eventId, { clientMessageId: 'c1' })),
  ]);
  expect(outcomes).toMatchObject([
    { value: { type: 'appended', entry: { seq: 3 } } },
    { value: { type: 'duplicate', entry: { seq: 3, id: draft.id } } },
  ]);
});
