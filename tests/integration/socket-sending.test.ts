import { expect, test } from 'vitest';

import { startStack, waitUntil } from '../harness/stack.ts';

test('[SEND-1] sending needs taking part, not the room; having the room open is no right', async () => {
  await using stack = await startStack();
  const { eventId, database } = stack;
  const alice = await stack.participant('Alice');
  const outside = await stack.connect(alice);
  expect(await outside.request('send-message', { eventId, content: 'hi' })).toMatchObject({
    ok: true,
  });
  const stranger = await stack.connect(await stack.person('Stranger'));
  expect(await stranger.request('send-message', { eventId, content: 'hi' })).toMatchObject({
    ok: false,
    error: { code: 'forbidden', message: expect.stringContaining('Attend this event first') },
  });
  const bob = await stack.participant('Bob');
  const inside = await stack.joined(bob);
  // Behind the server's back: only the database knows.
  await database.pool.query('update participation set status = null where user_id = $1', [bob.id]);
  expect(await inside.request('send-message', { eventId, content: 'hi' })).toMatchObject({
    ok: false,
    error: { code: 'forbidden' },
  });
  expect(await stack.storedMessages()).toEqual(['hi']);
});

test('[SEND-2] [SEND-3] a repeat at once on two nodes is one message, announced once', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const alice = await stack.participant('Alice');
  const one = await stack.joined(alice, { node: 0, v1: true });
  const other = await stack.joined(alice, { node: 1 });
  const payload = { eventId, content: 'hello', clientMessageId: 'once' };
  const answers = await Promise.all([
    one.request('send-message', payload),
    other.request('send-message', payload),
    one.request('send-message', payload),
  ]);
  await stack.settle(one, other);
  expect(await stack.storedMessages()).toEqual(['hello']);
  const ids = answers.map((answer) => answer.ok && answer.value.id);
  expect(new Set(ids).size).toBe(1);
  expect(answers.filter((answer) => answer.ok && answer.value.duplicate)).toHaveLength(2);
  for (const device of [one, other]) {
    expect(device.of('new-message')).toMatchObject([{ id: ids[0], clientMessageId: 'once' }]);
  }
});

test('[SEND-4] the same clientMessageId with another content is a conflict', async () => {
  await using stack = await startStack();
  const alice = await stack.connect(await stack.participant('Alice'));
  const { eventId } = stack;
  await alice.request('send-message', { eventId, content: 'one', clientMessageId: 'a' });
  expect(
    await alice.request('send-message', { eventId, content: 'two', clientMessageId: 'a' }),
  ).toMatchObject({ ok: false, error: { code: 'duplicate-conflict', retryable: false } });
});

test('[SEND-5] 1,000 emoji are a message, 1,001 are none, nor is nothing or broken Unicode', async () => {
  await using stack = await startStack({ limits: { messagesBurst: 100 } });
  const alice = await stack.joined(await stack.participant('Alice'));
  const { eventId } = stack;
  const send = (content: unknown) => alice.request('send-message', { eventId, content });
  expect(await send(` ${'😀'.repeat(1_000)} `)).toMatchObject({ ok: true });
  for (const content of ['😀'.repeat(1_001), '', ' \n\t ', '\ud83d', 'x'.repeat(9_000)]) {
    expect(await send(content)).toMatchObject({ ok: false, error: { code: 'invalid' } });
  }
  alice.emit('send-message', { eventId, content: '  ' });
  await waitUntil(() => alice.of('error').length === 1, 'the seed’s error');
  expect(alice.of('error')).toMatchObject([
    { message: "A message can't be empty.", code: 'invalid', request: 'send-message' },
  ]);
});

test('[SEND-6] the organiser’s content filter keeps a message out', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  await stack.database.db
    .updateTable('event')
    .set({
      settings: JSON.stringify({ contentFilter: { enabled: true, extraWords: ['spoiler'] } }),
    })
    .where('id', '=', eventId)
    .execute();
  const alice = await stack.joined(await stack.participant('Alice'));
  const refused = await alice.request('send-message', { eventId, content: 'A SPOILER: he dies' });
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'invalid', message: expect.stringContaining('rephrase') },
  });
  await stack.settle(alice);
  expect(alice.of('new-message')).toEqual([]);
});

test('[SEND-7] into an event that is not there, and without an account, nothing is sent', async () => {
  await using stack = await startStack();
  const alice = await stack.participant('Alice');
  const device = await stack.connect(alice);
  expect(await device.request('send-message', { eventId: 'nope', content: 'x' })).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  });
  // The account goes, and its session is not yet known to be gone.
  const { eventId, database } = stack;
  await database.db.deleteFrom('user').where('id', '=', alice.id).execute();
  const answer = await device.request('send-message', { eventId, content: 'x' }).catch(() => null);
  if (answer !== null) expect(answer).toMatchObject({ ok: false });
  expect(await stack.storedMessages()).toEqual([]);
});

test('[SEND-8] a message reaches everybody once, its sender’s other device included', async () => {
  await using stack = await startStack();
  const alice = await stack.participant('Alice');
  const devices = await Promise.all([
    stack.joined(alice),
    stack.joined(alice, { v1: true }),
    stack.joined(await stack.participant('Bob'), { transports: ['polling'] }),
  ]);
  devices[0].emit('send-message', { eventId: stack.eventId, content: 'hello' });
  await waitUntil(() => devices[2].of('new-message').length > 0, 'the message');
  await stack.settle(...devices);
  for (const device of devices) {
    expect(device.of('new-message')).toMatchObject([
      { content: 'hello', userId: alice.id, userName: 'Alice', eventId: stack.eventId },
    ]);
    expect(Date.parse(device.of('new-message')[0]?.createdAt ?? '')).not.toBeNaN();
  }
});

test('[SEND-8] who was renamed meanwhile writes under the new name, on connections from before too', async () => {
  await using stack = await startStack();
  const gus = await stack.participant('Gus');
  const device = await stack.joined(gus);
  await stack.database.db
    .updateTable('user')
    .set({ name: 'Gustav', image: 'https://example.org/gustav.png' })
    .where('id', '=', gus.id)
    .execute();
  const sent = await device.request('send-message', { eventId: stack.eventId, content: 'hello' });
  const asNow = { userName: 'Gustav', userImage: 'https://example.org/gustav.png' };
  expect(sent).toMatchObject({ ok: true, value: asNow });
  await waitUntil(() => device.of('new-message').length > 0, 'the message');
  expect(device.of('new-message')).toMatchObject([asNow]);
});
