import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { bytesOf, DraftQueue, type Waiting } from './draft-queue.ts';

const waiting = (eventId: string, id: string, content = 'hello', deadline = 1_000): Waiting => {
  const author = { id: 'alice', name: 'Alice' };
  const draft = { kind: 'message', eventId, id, author, content } as const;
  return { draft, bytes: bytesOf(draft), deadline, resolve: () => {}, tentative: null };
};

const idsOf = (items: readonly Waiting[] | undefined) => items?.map(({ draft }) => draft.id);

test('a batch has at most 256 drafts and 256 kB, and a draft beyond that goes alone', () => {
  const queue = new DraftQueue();
  for (let index = 0; index < 300; index += 1) queue.push(waiting('one', `${index}`));
  expect(queue.take(0)?.waiting).toHaveLength(256);
  expect(queue.take(0)?.waiting).toHaveLength(44);
  expect(queue.take(0)).toBeNull();
  for (let index = 0; index < 5; index += 1) {
    queue.push(waiting('one', `${index}`, 'x'.repeat(100_000)));
  }
  expect(queue.take(0)?.waiting).toHaveLength(2);
  queue.push(waiting('two', 'huge', 'x'.repeat(300_000)));
  expect(idsOf(queue.take(0)?.waiting)).toEqual(['2', '3']);
  expect(idsOf(queue.take(0)?.waiting)).toEqual(['huge']);
  expect(idsOf(queue.take(0)?.waiting)).toEqual(['4']);
  expect(queue.size).toBe(0);
});

test('[LOG-17] a held event is tried alone, after its pause, and the others without it', () => {
  const queue = new DraftQueue();
  for (const eventId of ['one', 'two', 'three']) queue.push(waiting(eventId, eventId));
  const batch = queue.take(0);
  queue.putBack(batch?.waiting ?? []);
  queue.hold(new Set(['two']), () => 50);
  expect(queue.take(0)).toMatchObject({ isAlone: false });
  expect(queue.take(0)).toBeNull();
  expect(queue.nextDue()).toBe(50);
  queue.push(waiting('one', 'later'));
  const alone = queue.take(60);
  expect([alone?.isAlone, idsOf(alone?.waiting)]).toEqual([true, ['two']]);
  queue.release(new Set(['two']));
  queue.push(waiting('two', 'again'));
  expect(idsOf(queue.take(60)?.waiting)?.toSorted()).toEqual(['again', 'later']);
});

test('what has waited too long is taken out, the rest keeps its order', () => {
  const queue = new DraftQueue();
  for (const deadline of [1, 2, 3]) queue.push(waiting('one', `${deadline}`, 'hello', deadline));
  queue.push(waiting('two', 'gone', 'hello', 1));
  expect(idsOf(queue.takeExpired(2))).toEqual(['1', '2', 'gone']);
  expect([queue.size, queue.sizeOf('one'), queue.sizeOf('two')]).toEqual([1, 1, 0]);
  expect(idsOf(queue.take(0)?.waiting)).toEqual(['3']);
});

const Step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ push: fc.constantFrom('a', 'b', 'c', 'd') }) },
  fc.constant('take' as const),
  fc.constant('fail' as const),
);

test('[LOG-2] each event keeps its order, and nothing is lost or doubled, whatever is put back', () => {
  fc.assert(
    fc.property(fc.array(Step, { maxLength: 400, size: 'max' }), (steps) => {
      const queue = new DraftQueue();
      const pushed = new Map<string, string[]>();
      const taken = new Map<string, string[]>();
      const add = (to: Map<string, string[]>, { draft: { eventId, id = '' } }: Waiting): void =>
        void to.set(eventId, [...(to.get(eventId) ?? []), id]);
      for (const [index, step] of steps.entries()) {
        if (typeof step !== 'string') {
          const item = waiting(step.push, `${index}`);
          queue.push(item);
          add(pushed, item);
          continue;
        }
        const batch = queue.take(0)?.waiting ?? [];
        if (step === 'fail') queue.putBack(batch);
        else for (const item of batch) add(taken, item);
      }
      for (let rest = queue.take(0); rest !== null; rest = queue.take(0)) {
        for (const item of rest.waiting) add(taken, item);
      }
      expect(queue.size).toBe(0);
      expect(taken).toEqual(pushed);
    }),
    { numRuns: 50 },
  );
});
