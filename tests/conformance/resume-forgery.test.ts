import { afterAll, beforeAll, expect, test } from 'vitest';

import { say, texts } from '../harness/say.ts';
import { startStack, TEST_SECRET, type Stack, type TestPerson } from '../harness/stack.ts';
import { createSealer } from '../../server/resume/seal.ts';
import { openedFrames, type Frames } from './harness/frames.ts';

let stack: Stack;
let alice: TestPerson;
let author: TestPerson;
beforeAll(async () => {
  stack = await startStack({ limits: { connectionsPerPerson: 1_000, joinsPerSecond: 1_000 } });
  alice = await stack.participant('Alice');
  author = await stack.participant('Author');
});
afterAll(() => stack[Symbol.asyncDispose]());

const sealer = createSealer(TEST_SECRET);

interface Came {
  readonly frames: Frames;
  readonly pid: string;
}

/** Connects by hand, with whatever a client may bring along. */
async function come(person: TestPerson, brought: object = {}): Promise<Came> {
  const frames = await openedFrames(stack.node().url);
  frames.send(`40${JSON.stringify({ token: person.token, resume: true, ...brought })}`);
  const { pid } = JSON.parse(String(await frames.next()).slice(2)) as { pid: string };
  return { frames, pid };
}

/** What was heard up to the answer of a request that is sent now: notices, by name and arguments. */
async function heard({ frames }: Came): Promise<readonly (readonly unknown[])[]> {
  frames.send('429["stop-typing",{"eventId":"a"}]');
  const notices: unknown[][] = [];
  for (;;) {
    const packet = String(await frames.next());
    if (packet.startsWith('439')) return notices;
    if (packet.startsWith('42')) notices.push(JSON.parse(packet.slice(2)) as unknown[]);
  }
}

const contents = (notices: readonly (readonly unknown[])[]): readonly unknown[] =>
  notices
    .filter(([name]) => name === 'new-message')
    .map(([, message]) => (message as { content: string }).content);

/** A name and a place that Alice was given, and what she has missed since. */
async function given(missed: readonly string[]): Promise<{ pid: string; offset: string }> {
  const came = await come(alice);
  came.frames.send(`421["join-event",{"eventId":"${stack.eventId}"}]`);
  const offset = (await heard(came)).findLast(([name]) => name === 'room-head')?.[2];
  came.frames.close();
  await came.frames.ended;
  await say(stack, author, missed);
  return { pid: came.pid, offset: String(offset) };
}

test('[STOCK-6] a name and a place of one’s own are honoured', async () => {
  const { pid, offset } = await given(texts(3));
  const back = await come(alice, { pid, offset });
  expect(back.pid).toBe(pid);
  // What was missed is read from the log, and does not wait for the answer to a request.
  const all = [...(await heard(back))];
  while (contents(all).length < 3) all.push(...(await heard(back)));
  all.push(...(await heard(back)));
  expect(contents(all)).toEqual(texts(3));
});

test('[STOCK-6] a name without a place is honoured, with nothing to go on from', async () => {
  const { pid } = await given(['missed']);
  for (const offset of [undefined, null]) {
    const back = await come(alice, { pid, offset });
    expect(back.pid).toBe(pid);
    expect(contents(await heard(back))).toEqual([]);
  }
});

test('[STOCK-6] the name of another person is not honoured', async () => {
  const { pid, offset } = await given(['missed']);
  const mallory = await stack.participant('Mallory');
  const thief = await come(mallory, { pid, offset });
  expect(thief.pid).not.toBe(pid);
  expect(contents(await heard(thief))).toEqual([]);
});

test('[STOCK-6] the place of another person opens no room that one has no right to', async () => {
  const { offset } = await given(['missed']);
  const mallory = await stack.person('Mallory');
  const { pid } = await come(mallory);
  const thief = await come(mallory, { pid, offset });
  expect(thief.pid).not.toBe(pid);
  await say(stack, author, ['live']);
  await stack.settle();
  expect(await heard(thief)).toEqual([]);
});

const BOGUS: readonly unknown[] = [
  '',
  '.',
  '1',
  '1.',
  '.x',
  'a.b.c',
  0,
  1,
  -1,
  true,
  {},
  [],
  ['1'],
  { toString: 'x' },
  { length: 3 },
  'x'.repeat(6_000),
  '\0',
  '🎉.🎉',
  '../../etc/passwd',
  '__proto__',
  '$(id)',
  "';--",
];

test.each(BOGUS.map((bogus) => [JSON.stringify(bogus).slice(0, 30), bogus]))(
  '[STOCK-6] %s is neither a name nor a place, and harms nobody',
  async (_, bogus) => {
    const { pid, offset } = await given(['missed']);
    for (const brought of [
      { pid: bogus, offset },
      { pid, offset: bogus },
      { pid: bogus, offset: bogus },
    ]) {
      const came = await come(alice, brought);
      expect(came.pid).not.toBe(brought.pid);
      expect(contents(await heard(came))).toEqual([]);
      came.frames.close();
    }
  },
);

test('[STOCK-6] a place with any one character changed, added or missing is none', async () => {
  const { pid, offset } = await given(['missed']);
  const damaged = [
    `${offset}A`,
    ` ${offset}`,
    offset.toUpperCase(),
    offset.replace(/:\d+\./, ':0.'),
  ];
  for (let at = 0; at < offset.length; at += 3) {
    const other = offset[at] === 'A' ? 'B' : 'A';
    damaged.push(
      offset.slice(0, at) + other + offset.slice(at + 1),
      offset.slice(0, at) + offset.slice(at + 1),
    );
  }
  const tries = await Promise.all(damaged.map((of) => come(alice, { pid, offset: of })));
  for (const came of tries) {
    expect(came.pid).not.toBe(pid);
    expect(contents(await heard(came))).toEqual([]);
    came.frames.close();
  }
});

test.each([
  ['beyond the head', { cursor: 1_000_000 }],
  ['of another log', { epoch: '00000000-0000-0000-0000-000000000000' }],
  ['of an event that does not exist', { eventId: 'nowhere' }],
  ['of the largest number', { cursor: 999_999_999_999_999 }],
])('[STOCK-6] a place %s, sealed by us, is not gone on from', async (_, changes) => {
  const { pid, offset } = await given(['missed']);
  const [place] = sealer.openPlaces(offset) ?? [];
  if (place === undefined) throw new Error('this offset should open');
  const came = await come(alice, { pid, offset: sealer.sealPlaces([{ ...place, ...changes }]) });
  expect(came.pid).not.toBe(pid);
  expect(contents(await heard(came))).toEqual([]);
});

test('[STOCK-6] a place from before what the log still keeps is not gone on from', async () => {
  const { pid, offset } = await given(texts(5));
  const { db } = stack.database;
  const before = await db
    .selectFrom('event_log_head')
    .select(['min_seq', 'head_seq'])
    .where('event_id', '=', stack.eventId)
    .executeTakeFirstOrThrow();
  const keepFrom = (seq: number) =>
    db
      .updateTable('event_log_head')
      .set({ min_seq: seq })
      .where('event_id', '=', stack.eventId)
      .execute();
  await keepFrom(before.head_seq - 1);
  const came = await come(alice, { pid, offset });
  expect(came.pid).not.toBe(pid);
  expect(contents(await heard(came))).toEqual([]);
  await keepFrom(before.min_seq);
});

test('[STOCK-6] what another secret has sealed is nothing here', async () => {
  const { pid, offset } = await given(['missed']);
  const other = createSealer(`${TEST_SECRET}, but another one`);
  const places = sealer.openPlaces(offset) ?? [];
  expect((await come(alice, { pid, offset: other.sealPlaces(places) })).pid).not.toBe(pid);
  expect((await come(alice, { pid: other.newPid(alice.id), offset })).pid).not.toBe(pid);
});

test('[STOCK-6] who does not ask to resume gets neither, whatever is brought along', async () => {
  const { pid, offset } = await given(['missed']);
  const came = await come(alice, { pid, offset, resume: false });
  expect(came.pid).toBeUndefined();
  expect(contents(await heard(came))).toEqual([]);
});
