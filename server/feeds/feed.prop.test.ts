import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { LogEntry } from '../../domain/log.ts';
import { createFeed } from './feed.ts';

const entry = (seq: number): LogEntry => ({
  kind: 'event-updated',
  eventId: 'event',
  actorId: 'host',
  seq,
  createdAt: new Date(0),
});

type Hint =
  | { readonly type: 'committed' }
  | { readonly type: 'committed-here' }
  | { readonly type: 'wake'; readonly back: number; readonly isFalse: boolean }
  | { readonly type: 'reads-fail'; readonly fail: boolean };

const hints: fc.Arbitrary<Hint[]> = fc.array(
  fc.oneof(
    fc.record({ type: fc.constantFrom('committed' as const, 'committed-here' as const) }),
    fc.record({ type: fc.constant('wake' as const), back: fc.nat(5), isFalse: fc.boolean() }),
    fc.record({ type: fc.constant('reads-fail' as const), fail: fc.boolean() }),
  ),
  { maxLength: 60 },
);

test('[ROOM-13] whatever is hinted, entries are delivered in order, each once, and all after a true hint', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), hints, fc.nat(3), async (scheduler, given, start) => {
      let head = start;
      let isFailing = false;
      const delivered: number[] = [];
      const read = scheduler.scheduleFunction(async (after: number, limit: number) => {
        if (isFailing) throw new Error('the database is away');
        const count = Math.min(limit, Math.max(0, head - after), 3);
        return Array.from({ length: count }, (_, index) => entry(after + 1 + index));
      });
      const feed = createFeed({
        head: start,
        read,
        deliver: ({ seq }) => void delivered.push(seq),
        canDeliver: () => true,
        onError: () => {},
      });
      const act = (hint: Hint): void => {
        if (hint.type === 'reads-fail') isFailing = hint.fail;
        else if (hint.type === 'wake') feed.wake(hint.isFalse ? head + 7 : head - hint.back);
        else {
          head += 1;
          if (hint.type === 'committed-here') feed.accept(entry(head));
        }
      };
      for (const hint of given) {
        act(hint);
        if (scheduler.count() > 0 && head % 2 === 0) await scheduler.waitOne();
      }
      await scheduler.waitAll();
      isFailing = false;
      const reached = feed.reach(head);
      await scheduler.waitAll();
      await reached;
      expect(delivered).toEqual(Array.from({ length: head - start }, (_, n) => start + 1 + n));
      expect(feed.delivered()).toBe(head);
    }),
  );
});

test('[ROOM-13] a feed that was stopped delivers nothing more', async () => {
  const delivered: number[] = [];
  const feed = createFeed({
    head: 0,
    read: async () => [entry(1), entry(2)],
    deliver: ({ seq }) => void delivered.push(seq),
    canDeliver: () => true,
    onError: () => {},
  });
  const reached = feed.reach(2);
  feed.stop();
  await reached;
  feed.accept(entry(1));
  expect(delivered).toEqual([]);
});
