import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { createEvent, enterAsGuest } from '../harness/api-person.ts';
import type { Device } from '../harness/device.ts';
import { startStack } from '../harness/stack.ts';

const send = (device: Device, eventId: string, content: string, more: object = {}) =>
  device.request('send-message', { eventId, content, ...more });

async function said(device: Device, eventId: string, content: string) {
  const answer = await send(device, eventId, content);
  if (!answer.ok) throw new Error(answer.error.message);
  return { id: answer.value.id, seq: answer.value.seq };
}

test('[REPLY-1] a message that answers another one says which, to everybody, live, later and in the history; others say nothing of it', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const person = await stack.participant('Bob');
  const bob = await stack.joined(person, { v1: true, node: 1 });
  const place = await bob.request('join-event', { eventId });
  if (!place.ok) throw new Error(place.error.message);
  const seedling = await stack.joined(await stack.participant('Seedling'));
  const original = await said(alice, eventId, 'who comes?');
  const answer = await send(bob, eventId, 'I do', { replyTo: original.id, clientMessageId: 'c' });
  expect(answer).toMatchObject({ ok: true, value: { content: 'I do', replyTo: original } });
  expect(await send(bob, eventId, 'I do', { replyTo: original.id, clientMessageId: 'c' })).toEqual({
    ok: true,
    value: { ...(answer.ok && answer.value), duplicate: true },
  });
  await stack.settle(alice, bob, seedling);
  for (const device of [alice, bob, seedling]) {
    const [first, second] = device.of('new-message');
    expect(first).not.toHaveProperty('replyTo');
    expect(second).toMatchObject({ content: 'I do', replyTo: original });
  }
  const back = await stack.connect(person, { v1: true });
  const { seq: afterSeq, epoch } = place.value;
  await back.request('join-event', { eventId, afterSeq, epoch });
  await stack.settle(back);
  expect(back.of('new-message')).toMatchObject([{ id: original.id }, { replyTo: original }]);
});

test('[REPLY-1] by REST too, with the history', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  const path = `/api/events/${eventId}/messages`;
  const { id, seq } = (await alice.send('POST', path, { content: 'who comes?' })).body;
  const answer = await alice.send('POST', path, { content: 'I do', replyTo: id });
  expect([answer.status, answer.body.replyTo]).toEqual([201, { id, seq }]);
  const { messages } = (await alice.get(path)).body;
  expect(messages[0]).not.toHaveProperty('replyTo');
  expect(messages[1]).toMatchObject({ content: 'I do', replyTo: { id, seq } });
  const found = await alice.get(`/api/search?query=${encodeURIComponent('"I do"')}`);
  expect(found.body.results[0].message).toMatchObject({ replyTo: { id, seq } });
  const refused = await alice.send('POST', path, { content: 'hm', replyTo: 'never' });
  expect([refused.status, refused.body.error.code]).toEqual([404, 'not-found']);
});

test('[REPLY-2] only a message of the same event is answered; one that was deleted may be, and nothing of its words is kept with the answer', async () => {
  await using stack = await startStack();
  const { eventId, database } = stack;
  const person = await stack.participant('Alice');
  const alice = await stack.joined(person, { v1: true });
  const original = await said(alice, eventId, 'a secret');
  const elsewhere = await stack.event();
  await stack.app.append({
    kind: 'participation',
    eventId: elsewhere,
    person,
    status: 'attending',
  });
  for (const [where, replyTo] of [
    [elsewhere, original.id],
    [eventId, 'never'],
  ] as const) {
    expect(await send(alice, where, 'hm', { replyTo })).toMatchObject({
      ok: false,
      error: { code: 'not-found', retryable: false },
    });
  }
  expect(await send(alice, eventId, 'hm', { replyTo: '' })).toMatchObject({
    error: { code: 'invalid' },
  });
  expect(await send(alice, eventId, 'early', { replyTo: original.id })).toMatchObject({ ok: true });
  await alice.request('delete-message', { eventId, messageId: original.id });
  const { rows } = await database.pool.query(
    `select body::text as kept from log_entry union all select content from message
     union all select reply_to::text from message`,
  );
  expect(JSON.stringify(rows)).not.toContain('secret');
  const late = await send(alice, eventId, 'late', { replyTo: original.id });
  expect(late).toMatchObject({ ok: true, value: { replyTo: original } });
});

test('[REPLY-3] the same id for an answer to another message is a conflict', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const [one, two] = [await said(alice, eventId, 'one'), await said(alice, eventId, 'two')];
  const answer = (replyTo?: string) =>
    send(alice, eventId, 'yes', { clientMessageId: 'c', ...(replyTo && { replyTo }) });
  expect(await answer(one.id)).toMatchObject({ ok: true });
  expect(await answer(one.id)).toMatchObject({ value: { duplicate: true } });
  for (const other of [two.id, undefined]) {
    expect(await answer(other)).toMatchObject({ error: { code: 'duplicate-conflict' } });
  }
});
