import { randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import { mergeGuest } from '../../db/accounts.ts';
import type { Device } from '../harness/device.ts';
import { startStack, waitUntil, type Stack, type TestPerson } from '../harness/stack.ts';

const question = { question: 'Which talk next?', options: ['Rust', 'Postgres', 'CSS'] };

interface Meeting {
  readonly olga: TestPerson;
  readonly organiser: Device;
  /** The poll's message. */
  readonly messageId: string;
}

const organiserOf = (stack: Stack): Promise<TestPerson> =>
  stack.participant('Olga', { role: 'organiser' });

async function ask(device: Device, eventId: string, more: object = {}): Promise<string> {
  const answer = await device.request('create-poll', { eventId, ...question, ...more });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.id;
}

async function meet(stack: Stack, more: object = {}): Promise<Meeting> {
  const olga = await organiserOf(stack);
  const organiser = await stack.joined(olga, { v1: true });
  return { olga, organiser, messageId: await ask(organiser, stack.eventId, more) };
}

const sumsOf = (device: Device): readonly number[] | undefined =>
  device.of('poll-changed').at(-1)?.votes;

const storedVotes = ({ database }: Stack) =>
  database.db.selectFrom('poll_vote').select(['user_id', 'choices', 'seq']).execute();

test('[POLL-1] who moderates asks a poll: a message with it for our clients, with all of it as text for others', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const olga = await organiserOf(stack);
  const organiser = await stack.joined(olga, { v1: true });
  const plain = await stack.joined(await stack.participant('Plain'));
  const asked = { eventId, ...question, isMultiple: true, clientMessageId: randomUUID() };
  expect(await plain.request('create-poll', asked)).toMatchObject({
    error: { code: 'forbidden', message: 'Only organisers and moderators ask polls.' },
  });
  for (const [given, message] of [
    [{ options: ['one'] }, 'A poll has 2 options or more.'],
    [{ options: Array.from({ length: 11 }, String) }, 'A poll has 10 options at most.'],
    [{ options: ['same', ' same '] }, 'Two options of the poll are the same.'],
    [{ options: ['one', ''] }, "An option can't be empty."],
    [{ options: ['one', 'x'.repeat(101)] }, 'An option can have at most 100 characters.'],
    [{ question: ' ' }, "A question can't be empty."],
    [{ closesInSeconds: 9 }, 'A poll is open for at least 10 seconds.'],
    [{ isMultiple: 'yes' }, '`isMultiple` is true or false.'],
  ] as const) {
    const answer = await organiser.request('create-poll', { ...asked, ...given });
    expect(answer).toMatchObject({ error: { code: 'invalid', message } });
  }
  const poll = { ...question, isMultiple: true, isAnonymous: false };
  const content = '📊 Which talk next?\n1. Rust\n2. Postgres\n3. CSS';
  const answer = await organiser.request('create-poll', asked);
  expect(answer).toMatchObject({ ok: true, value: { content, poll } });
  expect(await organiser.request('create-poll', asked)).toMatchObject({
    value: { id: answer.ok ? answer.value.id : '', duplicate: true },
  });
  for (const more of [{ isAnonymous: true }, { isMultiple: false }, { closesInSeconds: 60 }]) {
    expect(await organiser.request('create-poll', { ...asked, ...more })).toMatchObject({
      error: { code: 'duplicate-conflict' },
    });
  }
  await waitUntil(() => plain.of('new-message').length === 1, 'the plain client to have it');
  expect(plain.of('new-message')).toMatchObject([{ content, userName: 'Olga' }]);
  expect(organiser.of('new-message')).toMatchObject([{ content, poll }]);
  expect(await stack.storedMessages()).toEqual([content]);
});

test('[POLL-5] sixty people on two nodes vote at once: right sums for everybody in two notices a second', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const { messageId, organiser } = await meet(stack, { isAnonymous: true });
  const plain = await stack.joined(await stack.participant('Plain'), { node: 1 });
  const crowd: Device[] = [];
  for (let index = 0; index < 60; index += 1) {
    const person = await stack.participant(`Person ${index}`);
    crowd.push(await stack.joined(person, { v1: true, node: index % 2 }));
  }
  const startedAt = performance.now();
  const votes = crowd.map((device, index) =>
    device.request('vote', { eventId, messageId, choices: [index % 3] }),
  );
  const answers = await Promise.all(votes);
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  const everybody = [organiser, ...crowd];
  await waitUntil(
    () => everybody.every((device) => sumsOf(device)?.join() === '20,20,20'),
    'all to have all',
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const device of everybody) {
    expect(device.of('poll-changed').length).toBeLessThanOrEqual(2 * seconds + 1);
    expect(device.of('poll-changed').at(-1)).toMatchObject({ voters: 60 });
  }
  expect(JSON.stringify(organiser.of('poll-changed'))).not.toContain('person');
  expect(plain.of('poll-changed')).toEqual([]);
  expect(await storedVotes(stack)).toHaveLength(60);
});

test('[POLL-6] what one says right behind one’s own vote waits for no half second', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const { messageId, organiser } = await meet(stack);
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  await organiser.request('vote', { eventId, messageId, choices: [0] });
  const answered: string[] = [];
  const noting = async (name: 'vote' | 'send-message', payload: object): Promise<void> => {
    const answer = await alice.request(name, { eventId, ...payload });
    answered.push(answer.ok ? name : answer.error.message);
  };
  await Promise.all([
    noting('vote', { messageId, choices: [1] }),
    noting('send-message', { content: 'and now?' }),
  ]);
  expect(answered).toEqual(['send-message', 'vote']);
});

test('[POLL-4] [POLL-9] one person’s devices on two nodes: one vote, each hears of it, also who was away', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const { messageId, organiser } = await meet(stack);
  const alice = await stack.participant('Alice');
  const phone = await stack.joined(alice, { v1: true });
  const laptop = await stack.joined(alice, { v1: true, node: 1 });
  const bob = await stack.joined(await stack.participant('Bob'), { v1: true, node: 1 });
  const first = await phone.request('vote', { eventId, messageId, choices: [0] });
  expect(first).toEqual({ ok: true, value: { eventId, messageId, seq: expect.any(Number) } });
  const seq = first.ok ? first.value.seq : 0;
  await waitUntil(() => laptop.of('vote-changed').length > 0, 'the other device to hear of it');
  expect(laptop.of('vote-changed').at(-1)).toEqual({ eventId, messageId, choices: [0], seq });
  expect(await laptop.request('vote', { eventId, messageId, choices: [0] })).toEqual({
    ok: true,
    value: { eventId, messageId },
  });
  laptop.socket.disconnect();
  expect(await phone.request('vote', { eventId, messageId, choices: [1] })).toMatchObject({
    ok: true,
  });
  expect(await storedVotes(stack)).toMatchObject([{ user_id: alice.id, choices: [1] }]);
  await waitUntil(() => sumsOf(organiser)?.join() === '0,1,0', 'the sums');
  const back = await stack.connect(alice, { v1: true, node: 1 });
  const join = { eventId, epoch: undefined, afterSeq: seq };
  const joined = await back.request('join-event', join);
  expect(joined).toMatchObject({ value: { votes: [{ messageId, choices: [1] }] } });
  const anew = await back.request('join-event', { eventId });
  expect(anew.ok && 'votes' in anew.value).toBe(false);
  expect(bob.of('vote-changed')).toEqual([]);
});

test('[POLL-7] [POLL-11] an end is final, a poll keeps its words, and its deletion takes its votes', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const { messageId, organiser } = await meet(stack);
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const of = { eventId, messageId };
  await alice.request('vote', { ...of, choices: [2] });
  expect(await alice.request('close-poll', of)).toMatchObject({ error: { code: 'forbidden' } });
  const edited = await organiser.request('edit-message', { ...of, content: 'Other words' });
  expect(edited).toMatchObject({ error: { code: 'invalid' } });
  expect(await organiser.request('close-poll', of)).toMatchObject({ ok: true });
  expect(await organiser.request('close-poll', of)).toEqual({ ok: true, value: of });
  expect(await alice.request('vote', { ...of, choices: [1] })).toMatchObject({
    error: { code: 'invalid', message: 'This poll is closed.' },
  });
  await waitUntil(() => alice.of('poll-changed').at(-1)?.closedAt !== undefined, 'its end');
  expect(alice.of('poll-changed').at(-1)).toMatchObject({ votes: [0, 0, 1], voters: 1 });
  expect(await organiser.request('delete-message', of)).toMatchObject({ ok: true });
  expect(await storedVotes(stack)).toEqual([]);
  const { db } = stack.database;
  expect(await db.selectFrom('poll').selectAll().execute()).toEqual([]);
  const left = await db.selectFrom('log_entry').select('body').execute();
  expect(JSON.stringify(left)).not.toContain('Postgres');
  expect(await alice.request('vote', { ...of, choices: [1] })).toMatchObject({
    error: { code: 'not-found' },
  });
});

test('[POLL-10] who chose what is told of an open poll, of an anonymous one to nobody', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const { messageId, organiser } = await meet(stack);
  const secret = await ask(organiser, eventId, { isAnonymous: true });
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const stranger = await stack.connect(await stack.person('Stranger'));
  await organiser.request('vote', { eventId, messageId, choices: [1] });
  await alice.request('vote', { eventId, messageId, choices: [1] });
  await alice.request('vote', { eventId, messageId: secret, choices: [1] });
  const listed = { eventId, messageId, option: 1 };
  expect(await alice.request('list-voters', listed)).toMatchObject({
    value: { people: [{ userName: 'Olga' }, { userName: 'Alice' }] },
  });
  expect(await alice.request('list-voters', { ...listed, option: 0 })).toMatchObject({
    value: { people: [] },
  });
  expect(await alice.request('list-voters', { ...listed, option: 3 })).toMatchObject({
    error: { code: 'invalid' },
  });
  expect(await stranger.request('list-voters', listed)).toMatchObject({
    error: { code: 'forbidden' },
  });
  expect(await organiser.request('list-voters', { ...listed, messageId: secret })).toMatchObject({
    error: { code: 'forbidden', message: expect.stringContaining('anonymous') },
  });
});

test('[POLL-12] who leaves or is banned stays counted; a guest who becomes somebody who has voted has one vote', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const { messageId, organiser } = await meet(stack);
  const other = await ask(organiser, eventId);
  const ended = await ask(organiser, eventId);
  const alice = await stack.participant('Alice');
  const guest = await stack.participant('Guest');
  const [hers, his] = [await stack.joined(alice, { v1: true }), await stack.joined(guest)];
  for (const [device, id, choice] of [
    [hers, messageId, 0],
    [his, messageId, 1],
    [his, other, 1],
    [hers, ended, 0],
    [his, ended, 1],
  ] as const) {
    const vote = await device.request('vote', { eventId, messageId: id, choices: [choice] });
    expect(vote).toMatchObject({ ok: true });
  }
  const together = await ask(organiser, eventId);
  await Promise.all(
    [hers, his].map((device) =>
      device.request('vote', { eventId, messageId: together, choices: [2] }),
    ),
  );
  const votesOf = (id: string) =>
    stack.database.db
      .selectFrom('poll_vote')
      .select(['choices', 'seq'])
      .where('message_id', '=', id)
      .execute();
  const [first, second] = await votesOf(together);
  expect(first).toEqual(second);
  for (const id of [ended, together])
    await organiser.request('close-poll', { eventId, messageId: id });
  const entries = await mergeGuest(stack.database.db, { guestId: guest.id, accountId: alice.id });
  for (const { seq } of entries) stack.wake(eventId, seq);
  const sums = async (id: string) =>
    stack.database.db
      .selectFrom('poll')
      .select(['votes', 'voters'])
      .where('message_id', '=', id)
      .executeTakeFirstOrThrow();
  expect(await sums(messageId)).toEqual({ votes: [1, 0, 0], voters: 1 });
  expect(await sums(other)).toEqual({ votes: [0, 1, 0], voters: 1 });
  expect(await sums(ended)).toEqual({ votes: [1, 1, 0], voters: 2 });
  expect(await sums(together)).toEqual({ votes: [0, 0, 2], voters: 2 });
  expect(await votesOf(together)).toHaveLength(2);
  expect(await hers.request('vote', { eventId, messageId: other, choices: [1] })).toEqual({
    ok: true,
    value: { eventId, messageId: other },
  });
  const told = () =>
    organiser.of('poll-changed').filter((notice) => notice.messageId === messageId);
  await waitUntil(() => told().at(-1)?.voters === 1, 'everybody to hear of it');
  expect(await organiser.request('ban', { eventId, userId: alice.id })).toMatchObject({ ok: true });
  expect(await sums(messageId)).toEqual({ votes: [1, 0, 0], voters: 1 });
});

test('[POLL-8] a poll with a time is closed by the clock, once, by one of all nodes, also where who asked it has left', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const { messageId, olga, organiser } = await meet(stack, { closesInSeconds: 10 });
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true, node: 1 });
  const asked = organiser.of('new-message').at(-1);
  const createdAt = new Date(asked?.createdAt ?? '').getTime();
  expect(new Date(asked?.poll?.closesAt ?? '').getTime() - createdAt).toBe(10_000);
  await alice.request('vote', { eventId, messageId, choices: [0] });
  await stack.setStatus(olga, null);
  const ends = () => alice.of('poll-changed').filter(({ closedAt }) => closedAt !== undefined);
  await waitUntil(() => ends().length > 0, 'the clock to close it', 20_000);
  expect(ends()).toMatchObject([{ messageId, votes: [1, 0, 0], voters: 1 }]);
  expect(Date.now() - createdAt).toBeGreaterThanOrEqual(10_000);
  expect(await alice.request('vote', { eventId, messageId, choices: [1] })).toMatchObject({
    error: { message: 'This poll is closed.' },
  });
}, 40_000);
