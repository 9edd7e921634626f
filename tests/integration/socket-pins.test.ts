import { expect, test } from 'vitest';

import { PINS_MAX } from '../../protocol/wire.ts';
import type { Device } from '../harness/device.ts';
import { startStack, waitUntil, type Stack } from '../harness/stack.ts';

const sent = async (device: Device, eventId: string, content = 'hello'): Promise<string> => {
  const answer = await device.request('send-message', { eventId, content });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.id;
};

const pinnedIn = async ({ database }: Stack): Promise<readonly string[]> =>
  (await database.db.selectFrom('pin').select('message_id').orderBy('seq').execute()).map(
    (row) => row.message_id,
  );

test('[PIN-1] who moderates pins a message that stands, and nobody else; what is so already changes nothing', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const olga = await stack.connect(await stack.participant('Olga', { role: 'organiser' }));
  const mod = await stack.participant('Mo', { role: 'moderator' });
  const mo = await stack.connect(mod);
  const bob = await stack.connect(await stack.participant('Bob'));
  const stranger = await stack.connect(await stack.person('Stranger'));
  const messageId = await sent(bob, eventId);
  const asked = { eventId, messageId };
  for (const device of [bob, stranger]) {
    for (const name of ['pin-message', 'unpin-message'] as const) {
      expect(await device.request(name, asked)).toMatchObject({ error: { code: 'forbidden' } });
    }
  }
  const other = await stack.event();
  await stack.setStatus(mod, 'attending', { eventId: other, role: 'moderator' });
  for (const nowhere of [
    { eventId, messageId: 'never' },
    { eventId: other, messageId },
  ]) {
    for (const name of ['pin-message', 'unpin-message'] as const) {
      expect(await mo.request(name, nowhere)).toMatchObject({ error: { code: 'not-found' } });
    }
  }
  expect(await mo.request('pin-message', { eventId })).toMatchObject({
    error: { code: 'invalid' },
  });
  const untouched = { ok: true, value: { eventId, messageId } };
  const changed = { ok: true, value: { ...untouched.value, seq: expect.any(Number) } };
  expect(await mo.request('unpin-message', asked)).toEqual(untouched);
  expect(await mo.request('pin-message', asked)).toEqual(changed);
  expect(await olga.request('pin-message', asked)).toEqual(untouched);
  expect(await pinnedIn(stack)).toEqual([messageId]);
  expect(await olga.request('unpin-message', asked)).toEqual(changed);
  expect(await mo.request('unpin-message', asked)).toEqual(untouched);
  expect(await pinnedIn(stack)).toEqual([]);
});

test('[PIN-2] a pin is told to everybody’s client of ours in its place, on all nodes, also to who was away; others miss nothing else', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId, database } = stack;
  const mod = await stack.participant('Mo', { role: 'moderator' });
  const mo = await stack.joined(mod, { v1: true });
  const bob = await stack.participant('Bob');
  const phone = await stack.joined(bob, { v1: true, node: 1 });
  const plain = await stack.joined(bob, { node: 1 });
  const messageId = await sent(mo, eventId, 'secret words');
  const { epoch, head_seq: messageSeq } = await database.db
    .selectFrom('event_log_head')
    .select(['epoch', 'head_seq'])
    .where('event_id', '=', eventId)
    .executeTakeFirstOrThrow();
  const pinned = await mo.request('pin-message', { eventId, messageId });
  const notice = { eventId, messageId, messageSeq, isPinned: true, by: mod.id };
  const place = { seq: messageSeq + 1, after: messageSeq };
  expect(pinned).toMatchObject({ ok: true, value: { seq: place.seq } });
  await mo.request('pin-message', { eventId, messageId });
  await waitUntil(() => phone.of('pin-changed').length > 0, 'the other node to tell of the pin');
  phone.socket.disconnect();
  await mo.request('unpin-message', { eventId, messageId });
  const back = await stack.connect(bob, { v1: true, node: 1 });
  await back.request('join-event', { eventId, afterSeq: place.seq, epoch });
  await waitUntil(() => back.of('pin-changed').length > 0, 'what was missed');
  await sent(mo, eventId, 'and then');
  await waitUntil(() => plain.of('new-message').length === 2, 'the plain client to go on');
  await stack.settle(mo, back);
  const after = { seq: place.seq + 1, after: place.seq };
  expect(phone.of('pin-changed')).toEqual([{ ...notice, ...place }]);
  expect(back.of('pin-changed')).toEqual([{ ...notice, isPinned: false, ...after }]);
  expect(mo.of('pin-changed')).toEqual([
    { ...notice, ...place },
    { ...notice, isPinned: false, ...after },
  ]);
  expect(plain.of('pin-changed')).toEqual([]);
  const { rows } = await database.pool.query(
    `select body::text as body from log_entry where kind = 'pin'`,
  );
  expect(JSON.stringify(rows)).not.toContain('secret');
});

test('[PIN-3] an event has at most 50 pins; one that is taken away makes place', async () => {
  await using stack = await startStack({ limits: { changesPerMinute: 200 } });
  const { app, eventId } = stack;
  const author = await stack.participant('Mo', { role: 'moderator' });
  const mo = await stack.connect(author);
  const ids = Array.from({ length: PINS_MAX + 1 }, (_, index) => `m${index}`);
  await Promise.all(
    ids.map((id) => app.append({ kind: 'message', eventId, id, author, content: id })),
  );
  const answers = await Promise.all(
    ids.map((messageId) => mo.request('pin-message', { eventId, messageId })),
  );
  expect(answers.filter(({ ok }) => !ok)).toEqual([
    {
      ok: false,
      error: expect.objectContaining({
        code: 'invalid',
        message: 'An event can have 50 pinned messages at most. Unpin one first.',
      }),
    },
  ]);
  const left = ids[answers.findIndex(({ ok }) => !ok)] ?? '';
  const [first = ''] = await pinnedIn(stack);
  expect(await mo.request('pin-message', { eventId, messageId: first })).toMatchObject({
    ok: true,
  });
  await mo.request('delete-message', { eventId, messageId: first });
  expect(await mo.request('pin-message', { eventId, messageId: left })).toMatchObject({
    value: { seq: expect.any(Number) },
  });
  expect(await pinnedIn(stack)).toHaveLength(PINS_MAX);
});

test('[PIN-4] who deletes a message takes its pin with it, and it gets none any more', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const mo = await stack.connect(await stack.participant('Mo', { role: 'moderator' }));
  const bob = await stack.connect(await stack.participant('Bob'));
  const messageId = await sent(bob, eventId);
  const asked = { eventId, messageId };
  await mo.request('pin-message', asked);
  expect(await bob.request('delete-message', asked)).toMatchObject({ ok: true });
  expect(await pinnedIn(stack)).toEqual([]);
  expect(await mo.request('pin-message', asked)).toMatchObject({ error: { code: 'not-found' } });
  expect(await mo.request('unpin-message', asked)).toEqual({ ok: true, value: asked });
});
