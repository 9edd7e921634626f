import { expect, test } from 'vitest';

import { waitUntil, startStack, type Stack } from '../harness/stack.ts';
import type { Device } from '../harness/device.ts';

const sent = async (device: Device, eventId: string, content = 'hello'): Promise<string> => {
  const answer = await device.request('send-message', { eventId, content });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.id;
};

const countOf = (device: Device, emoji = '👍'): number | undefined =>
  device
    .of('reactions-changed')
    .at(-1)
    ?.reactions.find((reaction) => reaction.emoji === emoji)?.count;

const rowsOf = async ({ database }: Stack): Promise<number> =>
  (await database.db.selectFrom('reaction').selectAll().execute()).length;

test('[REACT-1] [REACT-2] who takes part reacts with one emoji to a message that stands; a repeat changes nothing', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const left = await stack.participant('Left');
  const leaver = await stack.connect(left);
  await stack.setStatus(left, null);
  const stranger = await stack.connect(await stack.person('Stranger'));
  const messageId = await sent(alice, eventId);
  const asked = { eventId, messageId, emoji: '👍🏽', on: true };
  for (const device of [leaver, stranger]) {
    expect(await device.request('react', asked)).toMatchObject({ error: { code: 'forbidden' } });
  }
  for (const emoji of [
    '',
    'x',
    '👍👍',
    ':+1:',
    '👍 ',
    '1',
    '\u{1f3fd}\u{1f3fd}',
    'x'.repeat(50),
    7,
  ]) {
    const answer = await alice.request('react', { ...asked, emoji });
    expect(answer).toMatchObject({ error: { code: 'invalid' } });
  }
  expect(await alice.request('react', { ...asked, on: 'yes' })).toMatchObject({
    error: { code: 'invalid', message: '`on` is true or false.' },
  });
  expect(await alice.request('react', { ...asked, messageId: 'never' })).toMatchObject({
    error: { code: 'not-found' },
  });
  const first = await alice.request('react', asked);
  expect(first).toMatchObject({ ok: true, value: { eventId, messageId, seq: expect.any(Number) } });
  expect(await alice.request('react', asked)).toEqual({ ok: true, value: { eventId, messageId } });
  for (const emoji of ['👩‍👩‍👧‍👦', '🏴󠁧󠁢󠁷󠁬󠁳󠁿', '❤️', '#️⃣', '🇩🇪']) {
    expect(await alice.request('react', { ...asked, emoji })).toMatchObject({ ok: true });
  }
  expect(await rowsOf(stack)).toBe(6);
  for (const emoji of ['❤', '👍🏽\u{FE0F}']) {
    expect(await alice.request('react', { ...asked, emoji })).toEqual({
      ok: true,
      value: { eventId, messageId },
    });
  }
  expect(await alice.request('delete-message', { eventId, messageId })).toMatchObject({ ok: true });
  expect(await rowsOf(stack)).toBe(0);
  expect(await alice.request('react', asked)).toMatchObject({ error: { code: 'not-found' } });
});

test('[REACT-6] fifty people on two nodes react at once: right counts for everybody, in a few notices', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const watcher = await stack.joined(await stack.participant('Watcher'), { v1: true });
  const plain = await stack.joined(await stack.participant('Plain'), { node: 1 });
  const messageId = await sent(watcher, eventId);
  const crowd: Device[] = [];
  for (let index = 0; index < 50; index += 1) {
    const person = await stack.participant(`Person ${index}`);
    crowd.push(await stack.joined(person, { v1: true, node: index % 2 }));
  }
  const startedAt = performance.now();
  const asked = { eventId, messageId, emoji: '👍', on: true };
  const answers = await Promise.all(crowd.map((device) => device.request('react', asked)));
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  const everybody = [watcher, ...crowd];
  await waitUntil(() => everybody.every((device) => countOf(device) === 50), 'all to have all');
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const device of everybody) {
    const notices = device.of('reactions-changed');
    // Each node sums up what comes within half a second.
    expect(notices.length).toBeLessThanOrEqual(2 * (2 * seconds + 1));
    const added = notices.flatMap(({ changes }) => changes.flatMap((change) => change.added));
    expect(new Set(added).size).toBe(50);
  }
  await sent(watcher, eventId, 'and then');
  await waitUntil(() => plain.of('new-message').length === 2, 'the plain client to go on');
  expect(plain.of('reactions-changed')).toEqual([]);
});

test('[REACT-12] what one asks right behind one’s own waiting reaction waits for no half second, and comes behind it', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const bob = await stack.joined(await stack.participant('Bob'), { v1: true });
  const messageId = await sent(alice, eventId);
  const asked = { eventId, messageId, emoji: '👍', on: true };
  await bob.request('react', asked);
  const startedAt = performance.now();
  const answered: string[] = [];
  const noting = <Value>(name: string, answer: Promise<Value>): Promise<Value> =>
    answer.finally(() => answered.push(name));
  const [reacted, said, typed] = await Promise.all([
    noting('react', alice.request('react', asked)),
    noting('send-message', alice.request('send-message', { eventId, content: 'right behind' })),
    noting('typing', alice.request('typing', { eventId })),
  ]);
  expect(performance.now() - startedAt).toBeLessThan(400);
  expect(answered).toEqual(['react', 'send-message', 'typing']);
  if (!reacted.ok || !said.ok || !typed.ok) throw new Error('something was refused');
  expect(said.value.seq).toBe((reacted.value.seq ?? NaN) + 1);
  await waitUntil(() => countOf(bob) === 2 && countOf(alice) === 2, 'both to have both');
  expect(bob.of('reactions-changed')).toHaveLength(2);
});

test('[REACT-12] however many react and write, a second has at most four entries of reactions, each before its people’s words', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const watcher = await stack.joined(await stack.participant('Watcher'), { v1: true });
  const messageId = await sent(watcher, eventId);
  const asked = { eventId, messageId, emoji: '👍', on: true };
  const crowd: Device[] = [];
  for (let index = 0; index < 29; index += 1)
    crowd.push(await stack.joined(await stack.participant(`Person ${index}`), { v1: true }));
  const reactAndWrite = async (device: Device): Promise<void> => {
    const [reacted, said] = await Promise.all([
      device.request('react', asked),
      device.request('send-message', { eventId, content: 'right behind' }),
    ]);
    if (!reacted.ok || !said.ok) throw new Error('something was refused');
    expect(said.value.seq).toBeGreaterThan(reacted.value.seq ?? NaN);
  };
  const beganAt = performance.now();
  await Promise.all(crowd.slice(0, 20).map(reactAndWrite));
  // Each of these would be in a hurry of their own.
  const startedAt = performance.now();
  for (const device of crowd.slice(20)) await reactAndWrite(device);
  // The fifth of any five comes a second after the first; a timer may be a millisecond early.
  expect(performance.now() - startedAt).toBeGreaterThan(2 * 990);
  await waitUntil(() => countOf(watcher) === 29, 'all to be told');
  const seconds = (performance.now() - beganAt) / 1_000;
  expect(watcher.of('reactions-changed').length).toBeLessThanOrEqual(4 * (seconds + 1));
});

test('[REACT-7] [REACT-9] reactions survive a lost connection, and are on every device of their person', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const bob = await stack.participant('Bob');
  const phone = await stack.joined(bob, { v1: true });
  const laptop = await stack.joined(bob, { v1: true, node: 1 });
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const messageId = await sent(alice, eventId);
  const react = (device: Device, emoji: string, on = true) =>
    device.request('react', { eventId, messageId, emoji, on });
  await react(phone, '👍');
  await waitUntil(() => countOf(laptop) === 1, 'the laptop to have the phone’s');
  const { seq = 0 } = laptop.of('reactions-changed').at(-1) ?? {};
  expect(laptop.of('reactions-changed').at(-1)?.changes).toEqual([
    { emoji: '👍', added: [bob.id], removed: [] },
  ]);
  const { epoch } = await stack.database.db
    .selectFrom('event_log_head')
    .select('epoch')
    .executeTakeFirstOrThrow();
  laptop.socket.disconnect();
  await react(phone, '👍', false);
  await react(alice, '🎉');
  const back = await stack.connect(bob, { v1: true, node: 1 });
  await back.request('join-event', { eventId, afterSeq: seq, epoch });
  await waitUntil(() => countOf(back, '🎉') === 1, 'what was missed');
  expect(back.of('reactions-changed').flatMap(({ changes }) => changes)).toEqual([
    { emoji: '👍', added: [], removed: [bob.id] },
    { emoji: '🎉', added: [expect.any(String)], removed: [] },
  ]);
  expect(countOf(back)).toBeUndefined();
});

test('[REACT-8] who reacted is told to who takes part, the first of them first', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const alice = await stack.connect(await stack.participant('Alice'));
  const bob = await stack.connect(await stack.participant('Bob'));
  const stranger = await stack.connect(await stack.person('Stranger'));
  const messageId = await sent(alice, eventId);
  for (const device of [bob, alice]) {
    await device.request('react', { eventId, messageId, emoji: '👍', on: true });
  }
  const asked = { eventId, messageId, emoji: '👍' };
  const answer = await bob.request('list-reactors', asked);
  expect(answer).toMatchObject({
    ok: true,
    value: { eventId, messageId, people: [{ userName: 'Bob' }, { userName: 'Alice' }] },
  });
  expect(await bob.request('list-reactors', { ...asked, emoji: '🎉' })).toMatchObject({
    value: { people: [] },
  });
  expect(await stranger.request('list-reactors', asked)).toMatchObject({
    error: { code: 'forbidden' },
  });
  expect(await bob.request('list-reactors', { ...asked, messageId: 'never' })).toMatchObject({
    error: { code: 'not-found' },
  });
});

test('[REACT-11] one person’s reactions are limited, with the time to wait', async () => {
  await using stack = await startStack({ limits: { reactionsPer10s: 2 } });
  const { eventId } = stack;
  const alice = await stack.connect(await stack.participant('Alice'));
  const messageId = await sent(alice, eventId);
  const react = (on: boolean) => alice.request('react', { eventId, messageId, emoji: '👍', on });
  expect([await react(true), await react(false)]).toMatchObject([{ ok: true }, { ok: true }]);
  expect(await react(true)).toMatchObject({
    error: { code: 'rate-limited', retryAfterMs: expect.any(Number) },
  });
});
