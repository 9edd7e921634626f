import { afterAll, beforeAll, expect, test } from 'vitest';

import type { AnswerValue, Notice, RequestName } from '../../protocol/wire.ts';
import type { Device } from '../harness/device.ts';
import {
  startStack,
  waitUntil,
  type ConnectOptions,
  type Stack,
  type TestPerson,
} from '../harness/stack.ts';

/** A change is told to other nodes after a second at most, and by them to their rooms within one more. */
const TOLD_WITHIN_MS = 3_000;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ nodes: 2, limits: { activityChangesPerMinute: 6 } });
});
afterAll(() => stack[Symbol.asyncDispose]());

const ask = async <N extends RequestName>(
  device: Device,
  name: N,
  payload: object,
): Promise<AnswerValue<N>> => {
  const answer = await device.request(name, payload);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
};

/** An event of a test's own. */
async function openEvent() {
  const eventId = await stack.event();
  const come = (name: string) => stack.participant(name, { eventId });
  const join = async (person: TestPerson, options: ConnectOptions = {}): Promise<Device> => {
    const device = await stack.connect(person, { v1: true, ...options });
    await ask(device, 'join-event', { eventId });
    return device;
  };
  const whoIs = (device: Device) => ask(device, 'get-presence', { eventId });
  return { eventId, come, join, whoIs };
}

const names = ({ people }: Pick<Notice<'presence-changed'>, 'people'>) =>
  people?.map(({ userName, isAway }) => (isAway ? `${userName} (away)` : userName));

const lastTold = (device: Device) => {
  const last = device.of('presence-changed').at(-1);
  return last && names(last);
};

const told = (device: Device, expected: readonly string[]): Promise<void> =>
  waitUntil(
    () => JSON.stringify(lastTold(device)) === JSON.stringify(expected),
    `${expected.join(', ')} to be told`,
    TOLD_WITHIN_MS,
  );

test.concurrent(
  '[HERE-1] [HERE-2] who takes part is told who is here: each person once, by name, joined or not',
  async () => {
    const { eventId, come, join, whoIs } = await openEvent();
    const [alice, bob] = [await come('Alice'), await come('Bob')];
    const outside = await stack.connect(await come('Olga'), { node: 1 });
    expect(await whoIs(outside)).toEqual({ eventId, online: 0, people: [], isInvisible: false });
    const first = await join(bob);
    const second = await join(bob, { node: 1 });
    const other = await join(alice, { node: 1 });
    const people = [
      { userId: alice.id, userName: 'Alice' },
      { userId: bob.id, userName: 'Bob' },
    ];
    await told(first, ['Alice', 'Bob']);
    expect(first.of('presence-changed').at(-1)).toEqual({ eventId, online: 2, people });
    for (const device of [first, other, outside]) {
      expect(await whoIs(device)).toEqual({ eventId, online: 2, people, isInvisible: false });
    }
    await ask(first, 'leave-event', { eventId });
    expect(names(await whoIs(other))).toEqual(['Alice', 'Bob']);
    second.socket.disconnect();
    await told(other, ['Alice']);

    const stranger = await stack.connect(await stack.person('Stranger'));
    const refused = await stranger.request('get-presence', { eventId });
    expect(refused).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    const nowhere = await stranger.request('get-presence', { eventId: 'nowhere' });
    expect(nowhere).toMatchObject({ ok: false, error: { code: 'not-found' } });
  },
);

test.concurrent(
  '[HERE-1] [HERE-4] more than fifty are a number; what is told of them has no names, once',
  async () => {
    const { eventId, come, join, whoIs } = await openEvent();
    const crowd = await Promise.all(Array.from({ length: 50 }, (_, n) => come(`Person ${n}`)));
    const [first] = await Promise.all(crowd.map((person, n) => join(person, { node: n % 2 })));
    if (first === undefined) throw new Error('nobody came');
    await waitUntil(() => lastTold(first)?.length === 50, 'fifty names', TOLD_WITHIN_MS);
    const late = await join(await come('Zoe'), { node: 1 });
    const inTotal = (device: Device) => device.of('presence-changed').at(-1);
    await waitUntil(() => inTotal(first)?.people === undefined, 'a number', TOLD_WITHIN_MS);
    expect(inTotal(first)).toEqual({ eventId, online: 51 });
    expect(await whoIs(late)).toEqual({ eventId, online: 51, isInvisible: false });
    const before = first.of('presence-changed').length;
    const yan = await join(await come('Yan'));
    const counted = () => first.of('attendee-counts').at(-1)?.online;
    await waitUntil(() => counted() === 52, 'the next to be counted', TOLD_WITHIN_MS);
    expect(first.of('presence-changed').length).toBe(before);
    yan.socket.disconnect();
    late.socket.disconnect();
    await waitUntil(() => lastTold(first)?.length === 50, 'fifty names again', TOLD_WITHIN_MS);
  },
);

test.concurrent(
  '[HERE-4] a small room is told of each change, at most once a second, and of the last; only clients of ours',
  async () => {
    const { eventId, come, join } = await openEvent();
    const ours = await join(await come('Alice'));
    const bob = await come('Bob');
    const seed = await join(bob, { v1: false });
    await told(ours, ['Alice', 'Bob']);
    const began = performance.now();
    const before = ours.of('presence-changed').length;
    const carol = await stack.connect(await come('Carol'), { v1: true });
    for (let n = 0; n < 8; n += 1) {
      await ask(carol, 'join-event', { eventId });
      await ask(carol, 'leave-event', { eventId });
    }
    await ask(carol, 'join-event', { eventId });
    await told(ours, ['Alice', 'Bob', 'Carol']);
    const seconds = (performance.now() - began) / 1_000;
    const count = ours.of('presence-changed').length - before;
    expect(count).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
    await told(carol, ['Alice', 'Bob', 'Carol']);
    expect(seed.of('presence-changed')).toEqual([]);
    const head = await ask(carol, 'join-event', { eventId });
    expect(head.seq).toBe(3);
  },
);

test.concurrent('[HERE-3] whose participation ends is named no more, on any node', async () => {
  const { eventId, come, join, whoIs } = await openEvent();
  const [mod, bob, carol] = [
    await stack.participant('Mod', { eventId, role: 'organiser' }),
    await come('Bob'),
    await come('Carol'),
  ];
  const moderator = await join(mod);
  await join(bob, { node: 1 });
  await join(carol, { node: 1 });
  await told(moderator, ['Bob', 'Carol', 'Mod']);
  await ask(moderator, 'ban', { eventId, userId: bob.id });
  expect(names(await whoIs(moderator))).toEqual(['Carol', 'Mod']);
  await ask(moderator, 'remove', { eventId, userId: carol.id });
  expect(names(await whoIs(moderator))).toEqual(['Mod']);
  await told(moderator, ['Mod']);
});

test.concurrent(
  '[HERE-5] one is away when all of one’s devices in the room are, on whichever node, and while they are connected',
  async () => {
    const { come, join, whoIs } = await openEvent();
    const bob = await come('Bob');
    const watcher = await join(await come('Wanda'));
    const phone = await join(bob, { node: 1 });
    const laptop = await join(bob);
    await ask(phone, 'set-presence', { state: 'away' });
    await told(watcher, ['Bob', 'Wanda']);
    await ask(laptop, 'set-presence', { state: 'away' });
    await told(watcher, ['Wanda', 'Bob (away)']);
    await told(phone, ['Wanda', 'Bob (away)']);
    expect(names(await whoIs(phone))).toEqual(['Wanda', 'Bob (away)']);
    await ask(phone, 'set-presence', { state: 'here' });
    await told(watcher, ['Bob', 'Wanda']);
    phone.socket.disconnect();
    await told(watcher, ['Wanda', 'Bob (away)']);
    await join(bob);
    await told(watcher, ['Bob', 'Wanda']);
  },
);

test.concurrent(
  '[HERE-6] what is no state is refused, saying what is so already is free, and too many changes are refused',
  async () => {
    const { come, join } = await openEvent();
    const device = await join(await come('Alice'));
    for (const payload of [{}, { state: 'gone' }, { state: 'away', eventId: 'x' }, null, 'away']) {
      const answer = await device.request('set-presence', payload);
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
    }
    for (let n = 0; n < 20; n += 1) await ask(device, 'set-presence', { state: 'here' });
    for (let n = 0; n < 3; n += 1) {
      await ask(device, 'set-presence', { state: 'away' });
      await ask(device, 'set-presence', { state: 'here' });
    }
    const refused = await device.request('set-presence', { state: 'away' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'rate-limited' } });
  },
);

test.concurrent(
  '[HERE-7] [HERE-8] who is invisible is in no list and no number and types unseen, on all devices and nodes at once',
  async () => {
    const { eventId, come, join, whoIs } = await openEvent();
    const bob = await come('Bob');
    const watcher = await join(await come('Wanda'));
    const phone = await join(bob, { node: 1 });
    const laptop = await join(bob);
    await told(watcher, ['Bob', 'Wanda']);
    await ask(laptop, 'typing', { eventId });
    await waitUntil(() => watcher.of('typing-changed').length === 1, 'Bob to type');
    expect(await ask(phone, 'set-visibility', { isInvisible: true })).toEqual({
      isInvisible: true,
    });
    await told(watcher, ['Wanda']);
    await waitUntil(() => watcher.of('typing-changed').at(-1)?.typists.length === 0, 'no typist');
    await waitUntil(() => watcher.of('attendee-counts').at(-1)?.online === 1, 'one to be counted');
    for (const device of [phone, laptop]) {
      await waitUntil(() => device.of('visibility-changed').length > 0, 'the device to be told');
      await told(device, ['Wanda']);
      expect(await whoIs(device)).toMatchObject({ online: 1, isInvisible: true });
    }
    const before = watcher.of('typing-changed').length;
    for (const device of [phone, laptop]) await ask(device, 'typing', { eventId });
    await ask(phone, 'send-message', { eventId, content: 'I am not here' });
    await ask(phone, 'set-presence', { state: 'away' });
    const again = await join(bob, { node: 1 });
    expect(names(await whoIs(again))).toEqual(['Wanda']);
    await waitUntil(() => watcher.of('new-message').length === 1, 'the message');
    await stack.settle(watcher);
    expect(watcher.of('typing-changed').length).toBe(before);
    expect(lastTold(watcher)).toEqual(['Wanda']);

    await ask(again, 'set-visibility', { isInvisible: false });
    await told(watcher, ['Bob', 'Wanda']);
    expect(await whoIs(again)).toMatchObject({ online: 2, isInvisible: false });
  },
);

test.concurrent(
  '[HERE-8] a choice of which no hint told is found within six seconds',
  async () => {
    const { come, join } = await openEvent();
    const bob = await come('Bob');
    const watcher = await join(await come('Wanda'));
    await join(bob, { node: 1 });
    await told(watcher, ['Bob', 'Wanda']);
    await stack.database.db
      .insertInto('visibility')
      .values({ user_id: bob.id, is_invisible: true, changed_at: new Date() })
      .execute();
    await waitUntil(
      () => lastTold(watcher)?.join() === 'Wanda',
      'the choice',
      6_000 + TOLD_WITHIN_MS,
    );
  },
  20_000,
);
