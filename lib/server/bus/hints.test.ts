import fc from 'fast-check';
import { expect, test } from 'vitest';

import { isFrom, readPacket, toPackets, type Hint } from './hints.ts';
import { createOutbox } from './outbox.ts';

const MAX_BYTES = 7_900;

const anyHint: fc.Arbitrary<Hint> = fc.oneof(
  fc.record({
    is: fc.constant('head' as const),
    eventId: fc.uuid(),
    head: fc.option(fc.nat()),
  }),
  fc.record({
    is: fc.constant('typing' as const),
    eventId: fc.uuid(),
    userId: fc.uuid(),
    userName: fc.constantFrom('Åsa', '李小龍', '🚀'.repeat(20)),
    forMs: fc.nat(60_000),
  }),
  fc.record({
    is: fc.constant('online' as const),
    eventId: fc.uuid(),
    people: fc.nat(1_000).map((count) => 'abcde_'.repeat(count)),
    more: fc.nat(1_000),
  }),
);

test('[NODE-4] hints travel in packets that PostgreSQL takes, and arrive as they were sent', () => {
  fc.assert(
    fc.property(fc.array(anyHint, { maxLength: 200 }), (hints) => {
      const packets = toPackets('a-node', hints, MAX_BYTES);
      for (const packet of packets) expect(Buffer.byteLength(packet)).toBeLessThan(MAX_BYTES);
      expect(packets.flatMap((packet) => readPacket(packet)?.hints ?? [])).toEqual(hints);
    }),
  );
});

test('[NODE-4] a process knows its own packets by their first letters, and no others', () => {
  const ids = ['a-node', 'a-nod', 'a-node2', '"a-node"', ''];
  for (const from of ids) {
    const [packet = ''] = toPackets(from, [{ is: 'here' }], MAX_BYTES);
    expect(ids.filter((id) => isFrom(id, packet))).toEqual([from]);
  }
  expect(isFrom('a-node', '{"hints":[],"from":"a-node"}')).toBe(false);
});

test('[NODE-4] of a packet with anything in it, what is a hint is read and the rest left out', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anyHint, fc.jsonValue())), (parts) => {
      const heard = readPacket(JSON.stringify({ from: 'a-node', hints: parts }));
      const isHint = (part: unknown): boolean =>
        typeof part === 'object' && part !== null && 'is' in part;
      expect(heard?.hints).toHaveLength(parts.filter(isHint).length);
    }),
  );
  expect(readPacket(JSON.stringify({ from: 'a-node', hints: [{ is: 'head' }] }))?.hints).toEqual(
    [],
  );
  fc.assert(fc.property(fc.string(), (text) => void readPacket(text)));
});

test('[PROTO-22] a packet with a length that is no number is junk like any other', () => {
  const noNumber = { length: { valueOf: 1, toString: 1 } };
  for (const junk of [noNumber, { from: noNumber, hints: [] }, { from: 'a', hints: noNumber }]) {
    expect(readPacket(JSON.stringify(junk))).toBeNull();
  }
  const hints = [{ is: 'head', eventId: noNumber, head: 1 }, noNumber];
  expect(readPacket(JSON.stringify({ from: 'a-node', hints }))?.hints).toEqual([]);
});

test('[NODE-6] hints of one room that come together are one: the furthest head, and "gone" for good', async () => {
  const sent: Hint[][] = [];
  const outbox = createOutbox(
    async (hints) => void sent.push([...hints]),
    () => {},
  );
  for (const head of [1, 3, 2]) outbox.tell({ is: 'head', eventId: 'a', head });
  outbox.tell({ is: 'head', eventId: 'b', head: null });
  outbox.tell({ is: 'head', eventId: 'b', head: 9 });
  await outbox.settle();
  expect(sent).toEqual([
    [
      { is: 'head', eventId: 'a', head: 3 },
      { is: 'head', eventId: 'b', head: null },
    ],
  ]);
});

test('[NODE-6] what could not be sent is sent later, together with what came meanwhile', async () => {
  const sent: Hint[][] = [];
  let failures = 0;
  const outbox = createOutbox(
    async (hints) => {
      if (failures === 0) throw new Error('not now');
      sent.push([...hints]);
    },
    () => {
      failures += 1;
      outbox.tell({ is: 'head', eventId: 'a', head: 2 });
    },
  );
  outbox.tell({ is: 'head', eventId: 'a', head: 1 });
  outbox.tell({ is: 'head', eventId: 'b', head: 5 });
  await expect.poll(() => sent.flat(), { timeout: 2_000 }).toHaveLength(2);
  expect(sent.flat()).toContainEqual({ is: 'head', eventId: 'a', head: 2 });
  expect(sent.flat()).toContainEqual({ is: 'head', eventId: 'b', head: 5 });
});
