import { expect, test } from 'vitest';

import type { Device } from '../harness/device.ts';
import { startStack, waitUntil, type Stack, type TestPerson } from '../harness/stack.ts';

const say = async (device: Device, eventId: string, content: string) => {
  const answer = await device.request('send-message', { eventId, content });
  if (!answer.ok) throw new Error(answer.error.message);
  return { id: answer.value.id, seq: answer.value.seq ?? 0 };
};

async function positionOf(device: Device, eventId: string): Promise<unknown> {
  const answer = await device.request('mark-read', { eventId, seq: 0 });
  return answer.ok ? answer.value : answer.error.code;
}

/** The last position that a device was told. */
function last(device: Device): unknown {
  const [told] = device.of('reading-changed').slice(-1);
  if (told === undefined) return undefined;
  const { eventId, readSeq, unread } = told;
  return { eventId, readSeq, unread };
}

/** Each row of `participation` as it lies on the disk: another version, another text. */
async function rowVersions({ database }: Stack): Promise<readonly unknown[]> {
  const { rows } = await database.pool.query(
    'select user_id, xmin::text, ctid::text from participation order by user_id',
  );
  return rows as readonly unknown[];
}

async function setScene(stack: Stack) {
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const bob = await stack.participant('Bob');
  const phone = await stack.joined(bob, { v1: true });
  return { alice, bob, phone };
}

test('[READ-1] [READ-2] [READ-7] unread is what others said since one came and what stands; a message writes no position', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const before = await say(alice, eventId, 'before Bob came');
  const bob = await stack.participant('Bob');
  const phone = await stack.connect(bob, { v1: true });
  expect(await positionOf(phone, eventId)).toEqual({ eventId, readSeq: 3, unread: 0 });

  const versions = await rowVersions(stack);
  const one = await say(alice, eventId, 'one');
  await say(alice, eventId, 'two');
  const three = await say(alice, eventId, 'three');
  await say(phone, eventId, 'mine');
  expect(await rowVersions(stack)).toEqual(versions);
  expect(await positionOf(phone, eventId)).toEqual({ eventId, readSeq: 3, unread: 3 });
  // What else is in the log is no message, and what was deleted is none any more.
  await alice.request('edit-message', { eventId, messageId: one.id, content: 'one!' });
  await phone.request('react', { eventId, messageId: one.id, emoji: '👍', on: true });
  await alice.request('delete-message', { eventId, messageId: three.id });
  await stack.participant('Carol');
  expect(await positionOf(phone, eventId)).toEqual({ eventId, readSeq: 3, unread: 2 });
  expect(await phone.request('mark-read', { eventId, seq: one.seq })).toMatchObject({
    value: { readSeq: one.seq, unread: 1 },
  });
  // One's own position says nothing of others'.
  expect(await positionOf(alice, eventId)).toEqual({ eventId, readSeq: 1, unread: 1 });

  await stack.setStatus(bob, null);
  await say(alice, eventId, 'while Bob is away');
  await stack.setStatus(bob, 'interested');
  expect(await positionOf(phone, eventId)).toMatchObject({ unread: 0 });
  await stack.setStatus(bob, 'attending');
  await say(alice, eventId, 'again');
  expect(await positionOf(phone, eventId)).toMatchObject({ unread: 1 });
  expect(
    await phone.request('mark-unread', { eventId, seq: before.seq }),
    'also what was said before one came',
  ).toMatchObject({ value: { readSeq: before.seq - 1, unread: 5 } });
});

test('[READ-1] [READ-3] more than a hundred are counted as a hundred; a place beyond the head is the head', async () => {
  const many = { messagesPerSecond: 1_000, messagesBurst: 1_000, messagesPerMinute: 60_000 };
  const limits = {
    ...many,
    packetsPerSecond: 1_000,
    packetsBurst: 1_000,
    waitingRequestsPerSocket: 200,
  };
  await using stack = await startStack({ limits });
  const { eventId } = stack;
  const { alice, phone } = await setScene(stack);
  const said = await Promise.all(
    Array.from({ length: 103 }, (_, n) => say(alice, eventId, `${n}`)),
  );
  const head = Math.max(...said.map(({ seq }) => seq));
  const read = (seq: number) => phone.request('mark-read', { eventId, seq });
  expect(await positionOf(phone, eventId)).toMatchObject({ unread: 100 });
  expect(await read(head - 5)).toMatchObject({ value: { readSeq: head - 5, unread: 5 } });
  // Late, doubled, and of another device that is behind: nothing goes back.
  expect(await read(head - 50)).toMatchObject({ value: { readSeq: head - 5, unread: 5 } });
  const versions = await rowVersions(stack);
  expect(await read(head - 5)).toMatchObject({ value: { readSeq: head - 5 } });
  expect(await rowVersions(stack)).toEqual(versions);
  expect(await read(1_000_000)).toMatchObject({ value: { readSeq: head, unread: 0 } });
  await say(alice, eventId, 'one more');
  expect(await positionOf(phone, eventId)).toMatchObject({ readSeq: head, unread: 1 });
});

test('[READ-4] what was read before somebody marked it as unread elsewhere does not undo that', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const { alice, bob, phone } = await setScene(stack);
  const laptop = await stack.connect(bob, { v1: true, node: 1 });
  const [one, two, three] = [
    await say(alice, eventId, 'one'),
    await say(alice, eventId, 'two'),
    await say(alice, eventId, 'three'),
  ];
  const from = two.seq;
  await phone.request('mark-read', { eventId, seq: two.seq });
  const back = await laptop.request('mark-unread', { eventId, seq: one.seq });
  expect(back).toMatchObject({ value: { readSeq: one.seq - 1, unread: 3 } });
  const late = await phone.request('mark-read', { eventId, seq: three.seq, from });
  expect(late).toEqual(back);
  // Who knows of it reads on.
  const anew = { eventId, seq: three.seq, from: one.seq - 1 };
  expect(await phone.request('mark-read', anew)).toMatchObject({ value: { readSeq: three.seq } });
});

test('[READ-5] all devices of a person on all nodes hear of it and end alike, nobody else does', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const { alice, bob, phone } = await setScene(stack);
  const laptop = await stack.connect(bob, { v1: true, node: 1 });
  const tablet = await stack.connect(bob, { v1: true });
  const seedling = await stack.joined(bob, { node: 1 });
  const { seq } = await say(alice, eventId, 'one');
  await phone.request('mark-read', { eventId, seq });
  const devices = [phone, laptop, tablet];
  const position = { eventId, readSeq: seq, unread: 0 };
  await waitUntil(() => devices.every((device) => last(device) !== undefined), 'all to hear of it');
  expect(devices.map(last)).toEqual([position, position, position]);

  // Whatever several devices do at once, all of them end where the database does.
  const moves = Array.from({ length: 30 }, (_, n) => {
    const device = devices[n % 3] as Device;
    return n % 5 === 0
      ? device.request('mark-unread', { eventId, seq: 2 + (n % 3) })
      : device.request('mark-read', { eventId, seq: 1 + (n % 4) });
  });
  await Promise.all(moves);
  const stored = await positionOf(phone, eventId);
  await waitUntil(
    () => devices.every((device) => JSON.stringify(last(device)) === JSON.stringify(stored)),
    'all devices to have the stored position',
  );
  for (const other of [alice, seedling]) {
    expect(other.notices.filter(({ name }) => name === 'reading-changed')).toEqual([]);
  }
});

test('[READ-6] only who takes part has a position, and moves it so often', async () => {
  await using stack = await startStack({ limits: { readingMovesPerMinute: 5 } });
  const { eventId } = stack;
  const leaver = await stack.participant('Leaver');
  const devices = [
    await stack.connect(await stack.person('Stranger')),
    await stack.connect(leaver),
  ];
  await stack.setStatus(leaver, null);
  for (const device of devices) {
    for (const request of ['mark-read', 'mark-unread'] as const) {
      expect(await device.request(request, { eventId, seq: 1 })).toMatchObject({
        ok: false,
        error: { code: 'forbidden', message: expect.stringContaining('Attend this event first') },
      });
    }
    expect(await device.request('mark-read', { eventId: 'none', seq: 1 })).toMatchObject({
      error: { code: 'not-found' },
    });
    for (const bad of [{}, { seq: -1 }, { seq: 1.5 }, { seq: '1' }, { seq: 1, more: true }]) {
      expect(await device.request('mark-read', { eventId, ...bad })).toMatchObject({
        error: { code: 'invalid' },
      });
    }
  }
  const [stranger] = devices;
  for (let n = 0; n < 2; n += 1) await stranger?.request('mark-read', { eventId, seq: 1 });
  expect(await stranger?.request('mark-read', { eventId, seq: 1 })).toMatchObject({
    error: { code: 'rate-limited', retryAfterMs: expect.any(Number) },
  });
});

test('[READ-8] the answer of a join has the position', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const { alice, bob, phone } = await setScene(stack);
  const join = async (person: TestPerson) =>
    (await stack.connect(person, { v1: true })).request('join-event', { eventId });
  const { seq } = await say(alice, eventId, 'one');
  expect(await join(bob)).toMatchObject({ value: { seq: 3, readSeq: 2 } });
  await phone.request('mark-read', { eventId, seq });
  expect(await join(bob)).toMatchObject({ value: { seq: 3, readSeq: 3 } });
});
