import { expect, test } from 'vitest';

import { waitUntil, startStack, type Stack } from '../harness/stack.ts';
import type { Device } from '../harness/device.ts';

const sent = async (device: Device, eventId: string, content: string): Promise<string> => {
  const answer = await device.request('send-message', { eventId, content });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.id;
};

/** Everything that the database holds that may have a text in it. */
async function everyText({ database }: Stack): Promise<string> {
  const { rows } = await database.pool.query(`
    select coalesce(string_agg(text, ' | '), '') as texts from (
      select body::text as text from log_entry
      union all select content from message
      union all select content from message_version) t`);
  return (rows[0] as { texts: string }).texts;
}

test('[CHANGE-1] [CHANGE-2] only who wrote a message edits it; its author and moderators delete it', async () => {
  await using stack = await startStack();
  const { eventId, database } = stack;
  const alice = await stack.connect(await stack.participant('Alice'));
  const bob = await stack.connect(await stack.participant('Bob'));
  const moderator = await stack.connect(await stack.participant('Mo', { role: 'moderator' }));
  const stranger = await stack.connect(await stack.person('Stranger'));
  const messageId = await sent(alice, eventId, 'one');
  const edit = { eventId, messageId, content: 'two' };
  for (const device of [bob, moderator, stranger]) {
    const answer = await device.request('edit-message', edit);
    expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  }
  for (const device of [bob, stranger]) {
    const answer = await device.request('delete-message', { eventId, messageId });
    expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  }
  expect(await alice.request('edit-message', edit)).toMatchObject({ ok: true });

  // After the event's time only who moderates may.
  await database.pool.query(`update message set created_at = created_at - interval '15 minutes'`);
  for (const name of ['edit-message', 'delete-message'] as const) {
    const answer = await alice.request(
      name,
      name === 'edit-message' ? edit : { eventId, messageId },
    );
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'forbidden', message: expect.stringContaining('15 minutes') },
    });
  }
  expect(await moderator.request('delete-message', { eventId, messageId })).toMatchObject({
    ok: true,
  });
});

test('[CHANGE-1] a message of another event, or of none, is not found', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const person = await stack.participant('Alice');
  const alice = await stack.connect(person);
  const messageId = await sent(alice, eventId, 'one');
  const other = await stack.event();
  await stack.app.append({ kind: 'participation', eventId: other, person, status: 'attending' });
  for (const id of [
    { eventId: other, messageId },
    { eventId, messageId: 'never' },
  ]) {
    for (const answer of [
      await alice.request('edit-message', { ...id, content: 'two' }),
      await alice.request('delete-message', id),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'not-found' } });
    }
  }
  expect(await stack.storedMessages()).toEqual(['one']);
});

test('[CHANGE-3] [CHANGE-4] an edit is checked, stored in its place, and told to everybody once', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const bob = await stack.joined(await stack.participant('Bob'), { node: 1 });
  const messageId = await sent(alice, eventId, 'one');
  const edit = (content: unknown) => alice.request('edit-message', { eventId, messageId, content });
  for (const content of ['', ' ', '\ud83d', 'x'.repeat(1_001), 5]) {
    expect(await edit(content)).toMatchObject({ ok: false, error: { code: 'invalid' } });
  }
  const answer = await edit(' two ');
  expect(answer).toMatchObject({
    ok: true,
    value: { eventId, messageId, seq: expect.any(Number) },
  });
  expect(await edit('two')).toEqual({ ok: true, value: { eventId, messageId } });
  await waitUntil(() => bob.of('message-edited').length > 0, 'Bob to hear of the edit');
  await sent(alice, eventId, 'three');
  await waitUntil(() => bob.of('new-message').length === 2, 'Bob to hear what came after');
  await stack.settle(alice);
  for (const device of [alice, bob]) {
    expect(device.of('message-edited')).toEqual([
      {
        eventId,
        messageId,
        content: 'two',
        userId: expect.any(String),
        editedAt: expect.stringMatching(/Z$/),
        seq: answer.ok && answer.value.seq,
        after: answer.ok && (answer.value.seq ?? 0) - 1,
      },
    ]);
  }
});

test('[CHANGE-6] [CHANGE-7] earlier texts are kept until the message is deleted; then no text is anywhere', async () => {
  await using stack = await startStack();
  const { eventId, database } = stack;
  const alice = await stack.connect(await stack.participant('Alice'));
  const messageId = await sent(alice, eventId, 'first words');
  await alice.request('edit-message', { eventId, messageId, content: 'second words' });
  await alice.request('edit-message', { eventId, messageId, content: 'third words' });
  const versions = await database.pool.query('select content from message_version order by seq');
  expect(versions.rows).toEqual([{ content: 'first words' }, { content: 'second words' }]);
  await sent(alice, eventId, 'something else');
  expect(await alice.request('delete-message', { eventId, messageId })).toMatchObject({ ok: true });
  const left = await everyText(stack);
  expect(left).not.toContain('words');
  expect(left).toContain('something else');
  expect(await alice.request('delete-message', { eventId, messageId })).toEqual({
    ok: true,
    value: { eventId, messageId },
  });
  const edit = await alice.request('edit-message', { eventId, messageId, content: 'back' });
  expect(edit).toMatchObject({ ok: false, error: { code: 'not-found' } });
});

test('[CHANGE-6] who resumes from before a deletion is sent no text of it, from memory or from the log', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const bob = await stack.participant('Bob');
  // Keeps the other node's room open, so that it has the entries in its memory.
  const watcher = await stack.joined(await stack.participant('Watcher'), { node: 1 });
  const place = await alice.request('sync', { eventId, afterSeq: 0 });
  if (!place.ok) throw new Error(place.error.message);
  const { seq: afterSeq, epoch } = place.value;
  const messageId = await sent(alice, eventId, 'secret');
  await alice.request('edit-message', { eventId, messageId, content: 'secret too' });
  await waitUntil(() => watcher.of('message-edited').length === 1, 'the other node to hear of it');
  await alice.request('delete-message', { eventId, messageId });
  await waitUntil(() => watcher.of('message-deleted').length === 1, 'the other node to hear of it');

  const late = await stack.connect(bob, { node: 1, v1: true });
  await late.request('join-event', { eventId, afterSeq, epoch });
  const stock = await stack.connect(bob, { node: 1 });
  await stock.request('join-event', { eventId, afterSeq, epoch });
  for (const device of [late, stock]) {
    await waitUntil(() => device.of('message-deleted').length === 1, 'the deletion to be replayed');
    expect(JSON.stringify(device.notices)).not.toContain('secret');
  }
  expect(late.of('new-message')).toMatchObject([
    { id: messageId, content: '', deletedAt: expect.stringMatching(/Z$/) },
  ]);
  expect(stock.of('new-message')).toEqual([]);
});

test('[CHANGE-9] edits that cross on two nodes end with one text for everybody', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const person = await stack.participant('Alice');
  const devices = await Promise.all([0, 1].map((node) => stack.joined(person, { node, v1: true })));
  const [one, other] = devices as [Device, Device];
  const messageId = await sent(one, eventId, 'start');
  const edits = Array.from({ length: 40 }, (_, index) =>
    (index % 2 === 0 ? one : other).request('edit-message', {
      eventId,
      messageId,
      content: `text ${index}`,
    }),
  );
  expect((await Promise.all(edits)).every(({ ok }) => ok)).toBe(true);
  await waitUntil(
    () => devices.every((device) => device.of('message-edited').length === 40),
    'both to hear of all edits',
  );
  const texts = devices.map((device) => device.of('message-edited').map(({ content }) => content));
  expect(texts[0]).toEqual(texts[1]);
  expect(await stack.storedMessages()).toEqual([texts[0]?.at(-1)]);
});
