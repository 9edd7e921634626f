import { expect, test } from 'vitest';

import { connected, openDevice, type Device } from '../harness/device.ts';
import { startNodeProcess } from '../harness/node-process.ts';
import { hasRedis, startRedis } from '../harness/redis.ts';
import { startStack, waitUntil, type Stack } from '../harness/stack.ts';

/** As documented: what a node that died has told is forgotten after this. */
const EXPIRY_MS = 9_000;
/** With the time until rooms are told. */
const GONE_WITHIN_MS = 10_000;
const TOLD_WITHIN_MS = 3_000;

async function aliceAndBob(stack: Stack) {
  const person = await stack.participant('Alice');
  const alice = await stack.joined(person, { node: 0 });
  const bobby = await stack.participant('Bob');
  const bob = await stack.joined(bobby, { node: 1 });
  const ours = await stack.joined(bobby, { node: 1, v1: true });
  return { person, alice, bob, ours, typing: { eventId: stack.eventId } };
}

const stops = (device: Device): number => device.of('user-stopped-typing').length;
const names = (device: Device): string | undefined =>
  device
    .of('presence-changed')
    .at(-1)
    ?.people?.map(({ userName }) => userName)
    .join();
const online = (device: Device): number | undefined => device.of('attendee-counts').at(-1)?.online;

const buses: readonly [string, boolean][] = hasRedis
  ? [
      ['the database', false],
      ['Redis', true],
    ]
  : [['the database', false]];

test.each(buses)('[NODE-7] typing on one node is shown on another, by %s', async (_, hasBus) => {
  await using redis = hasBus ? await startRedis() : undefined;
  await using stack = await startStack({ nodes: 2, ...(redis && { redisUrl: redis.url }) });
  const { person, alice, bob, ours, typing } = await aliceAndBob(stack);
  await alice.request('typing', typing);
  await waitUntil(() => bob.of('user-typing').length === 1, 'the start', TOLD_WITHIN_MS);
  expect(bob.of('user-typing')).toEqual([{ userId: person.id, userName: 'Alice', ...typing }]);
  await alice.request('stop-typing', typing);
  await waitUntil(() => stops(bob) === 1, 'the end', TOLD_WITHIN_MS);
  expect(bob.of('user-stopped-typing')).toEqual([person.id]);
  expect(ours.of('typing-changed')).toEqual([
    { ...typing, typists: [{ userId: person.id, userName: 'Alice' }] },
    { ...typing, typists: [] },
  ]);
});

test('[NODE-7] typing on another node ends 5 s after the last typing, and with a message', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { alice, bob, typing } = await aliceAndBob(stack);
  const started = performance.now();
  await alice.request('typing', typing);
  await waitUntil(() => stops(bob) === 1, 'typing to end');
  const seconds = (performance.now() - started) / 1_000;
  expect(seconds).toBeGreaterThan(4.9);
  expect(seconds).toBeLessThan(7);
  await alice.request('typing', typing);
  await waitUntil(() => bob.of('user-typing').length === 2, 'the start');
  await alice.request('send-message', { ...typing, content: 'done' });
  await waitUntil(() => stops(bob) === 2, 'typing to end', TOLD_WITHIN_MS);
});

test('[NODE-7] a person with devices on two nodes is one typist, until the last one stops', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { person, alice, bob, typing } = await aliceAndBob(stack);
  const second = await stack.joined(person, { node: 1 });
  await alice.request('typing', typing);
  await waitUntil(() => bob.of('user-typing').length === 1, 'the start');
  await second.request('typing', typing);
  await alice.request('stop-typing', typing);
  const carol = await stack.joined(await stack.participant('Carol'), { node: 0 });
  await waitUntil(() => carol.of('user-typing').length === 1, 'the late one to be told');
  expect(stops(bob)).toBe(0);
  await second.request('stop-typing', typing);
  await waitUntil(() => stops(bob) === 1 && stops(carol) === 1, 'the end', TOLD_WITHIN_MS);
  expect(bob.of('user-typing')).toHaveLength(1);
});

test('[NODE-7] who joins late is told who types on another node, also where the room was not open', async () => {
  await using stack = await startStack({ nodes: 2 });
  const person = await stack.participant('Alice');
  const alice = await stack.joined(person, { node: 0 });
  const bob = await stack.connect(await stack.participant('Bob'), { node: 1, v1: true });
  await alice.request('typing', { eventId: stack.eventId });
  const typists = [{ userId: person.id, userName: 'Alice' }];
  await waitUntil(async () => {
    const answer = await bob.request('join-event', { eventId: stack.eventId });
    return answer.ok && answer.value.typists.length === 1;
  }, 'the typist to be known');
  const answer = await bob.request('join-event', { eventId: stack.eventId });
  expect(answer).toMatchObject({ ok: true, value: { typists } });
});

test.each(buses)(
  '[NODE-8] online counts people over all nodes, each once, by %s',
  async (_, hasBus) => {
    await using redis = hasBus ? await startRedis() : undefined;
    await using stack = await startStack({ nodes: 2, ...(redis && { redisUrl: redis.url }) });
    const { eventId } = stack;
    const [alice, bob] = [await stack.participant('Alice'), await stack.participant('Bob')];
    const first = await stack.joined(alice, { node: 0, v1: true });
    await stack.joined(bob, { node: 1 });
    await waitUntil(() => online(first) === 2, 'both to be counted', TOLD_WITHIN_MS);
    const second = await stack.connect(alice, { node: 1, v1: true });
    const answer = await second.request('join-event', { eventId });
    expect(answer).toMatchObject({ ok: true, value: { online: 2 } });
    const carol = await stack.joined(await stack.participant('Carol'), { node: 1 });
    await waitUntil(() => online(first) === 3 && online(second) === 3, 'all', TOLD_WITHIN_MS);
    await first.request('leave-event', { eventId });
    await carol.request('leave-event', { eventId });
    await waitUntil(() => online(second) === 2, 'those who are left', TOLD_WITHIN_MS);
  },
);

test('[NODE-9] [HERE-9] a node that is killed has no typists, nobody online and no names after ten seconds; one that stops says so at once', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const watcher = await stack.joined(await stack.participant('Wanda'), { v1: true });
  const start = async (name: string) => {
    const node = await startNodeProcess(stack);
    const { url } = node;
    const { token } = await stack.participant(name);
    const device = await connected(openDevice({ url, auth: { token }, reconnection: false }));
    await device.request('join-event', { eventId });
    return { node, device };
  };
  await using running = new AsyncDisposableStack();
  const killed = await start('Kim');
  running.use(killed.node);
  const stopped = await start('Sam');
  running.use(stopped.node);
  await waitUntil(() => online(watcher) === 3, 'all three to be counted', TOLD_WITHIN_MS);
  await waitUntil(() => names(watcher) === 'Kim,Sam,Wanda', 'all three names', TOLD_WITHIN_MS);
  await killed.device.request('typing', { eventId });
  await waitUntil(() => watcher.of('typing-changed').length === 1, 'the typist');

  stopped.node.running.child.kill('SIGTERM');
  expect(await stopped.node.running.exits()).toBe(0);
  await waitUntil(() => online(watcher) === 2, 'the goodbye', TOLD_WITHIN_MS);
  await waitUntil(() => names(watcher) === 'Kim,Wanda', 'the names without', TOLD_WITHIN_MS);

  killed.node.running.child.kill('SIGKILL');
  const killedAt = performance.now();
  const nobodyTypes = (): boolean => watcher.of('typing-changed').at(-1)?.typists.length === 0;
  await waitUntil(nobodyTypes, 'the typist to be forgotten', EXPIRY_MS);
  const left = () => GONE_WITHIN_MS - (performance.now() - killedAt);
  await waitUntil(() => online(watcher) === 1, 'the dead to be forgotten', left());
  await waitUntil(() => names(watcher) === 'Wanda', 'their names to be gone', left());
}, 60_000);
