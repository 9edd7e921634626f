import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { indexMessages } from '../../db/search-index.ts';
import { searchMessages } from '../../db/search.ts';
import { parseSearch } from '../../domain/search-query.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { createEvent, enterAsGuest, type ApiPerson } from '../harness/api-person.ts';
import { indexAll } from '../harness/search-index.ts';

const SEED = 20_261_126;
/** A region and the newest blocks, which stay apart, and some that are not indexed. */
const MESSAGES = 86_100;
const PAGES_MAX = 4;

// The first are frequent; some begin others. What is written without spaces is found by any part.
const WORDS =
  'the a to hall in be halls tom inn tomorrow bee north tea south قاعدة talk كتاب time 会议大厅 会议 привет 开会'.split(
    ' ',
  );
const RARE = ['zebra', 'okapi', '主题'];

let api: TestApi;
let alice: ApiPerson;
let eventId: string;
/** What stands, by `seq`. */
let said: Map<number, string>;

type Random = (below: number) => number;
const random: Random = (() => {
  let state = SEED;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
})();

beforeAll(async () => {
  api = await startApi({ limits: { messagesPerSecond: 9_999, messagesBurst: 9_999 } });
  alice = await enterAsGuest(api, 'Alice');
  eventId = await createEvent(alice);
  said = new Map(Array.from({ length: MESSAGES }, (_, index) => [index + 2, sentence(random)]));
  await fill();
});
afterAll(() => api[Symbol.asyncDispose]());

/** North and south, both frequent, are never said together. */
function sentence(pick: Random): string {
  const words = Array.from(
    { length: 1 + pick(5) },
    () => WORDS[Math.min(pick(WORDS.length), pick(WORDS.length))] ?? '',
  );
  if (pick(3_000) === 0) words.push(RARE[pick(RARE.length)] ?? '');
  // So many that a region is made in several steps.
  if (pick(3) === 0) words.push(`n${pick(1_500)}`);
  const isNorth = words.includes('north');
  return words.filter((word) => !isNorth || word !== 'south').join(' ');
}

const fill = () =>
  sql`
    with said as (
      insert into message (id, event_id, seq, user_id, user_name, content, created_at)
      select ${eventId} || '-' || seq, ${eventId}, seq, ${alice.id}, 'Alice', content,
        timestamptz '2026-11-26 00:00Z' + seq * interval '1 second'
      from unnest(${[...said.keys()]}::bigint[], ${[...said.values()]}::text[]) as m (seq, content)
    )
    update event_log_head set head_seq = ${MESSAGES + 1} where event_id = ${eventId}
  `.execute(api.database.db);

type Clause = { readonly kind: 'word' | 'phrase' | 'part'; readonly text: string };

const written = ({ kind, text }: Clause): string => (kind === 'phrase' ? `"${text}"` : text);

/** Read as anybody would: word for word. */
function fulfils(content: string, { kind, text }: Clause): boolean {
  if (kind === 'part') return content.includes(text);
  const words = content.split(' ');
  if (kind === 'phrase') return ` ${content} `.includes(` ${text} `);
  return words.some((word) => (text.length > 1 ? word.startsWith(text) : word === text));
}

const isSigns = (word: string): boolean => /\p{Script=Han}/u.test(word);

function anyClause(pick: Random): Clause {
  const words = [...WORDS, ...RARE];
  const word = words[pick(words.length)] ?? '';
  if (isSigns(word)) {
    const start = pick(word.length);
    return { kind: 'part', text: word.slice(start, start + 1 + pick(word.length)) };
  }
  const other = words.filter((each) => !isSigns(each))[pick(16)] ?? '';
  if (pick(3) === 0) return { kind: 'phrase', text: `${word} ${other}` };
  return { kind: 'word', text: pick(2) === 0 ? word : word.slice(0, 2) };
}

async function findAll(query: string, times: { since?: Date; until?: Date } = {}) {
  const seqs: number[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const outcome = await searchMessages(api.database.db, {
      userId: alice.id,
      eventId,
      clauses: parseSearch(query),
      limit: 50,
      ...times,
      ...(cursor !== null && { cursor }),
    });
    if (outcome.type !== 'found') throw new Error(outcome.type);
    if (outcome.page.isSimilar) return { seqs: [], isWhole: true };
    seqs.push(...outcome.page.results.map(({ message }) => message.seq ?? 0));
    cursor = outcome.page.nextCursor;
    if (cursor === null) return { seqs, isWhole: true };
  }
  return { seqs, isWhole: false };
}

async function compare(clauses: readonly Clause[]): Promise<void> {
  const query = clauses.map(written).join(' ');
  const expected = [...said.entries()]
    .filter(([, content]) => clauses.every((clause) => fulfils(content, clause)))
    .map(([seq]) => seq)
    .toSorted((one, other) => other - one);
  const { seqs, isWhole } = await findAll(query);
  expect(seqs, `${query}, seed ${SEED}`).toEqual(
    isWhole ? expected : expected.slice(0, seqs.length),
  );
}

const compareMany = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    await compare(Array.from({ length: 1 + random(3) }, () => anyClause(random)));
  }
};

const regions = () =>
  sql<{ id: number; isWhole: boolean }>`
    select id, through_term is null as "isWhole" from search_segment
    where event_id = ${eventId} and is_region
  `.execute(api.database.db);

async function change(seq: number, content: string | null): Promise<void> {
  const path = `/api/events/${eventId}/messages/${eventId}-${seq}`;
  const reply =
    content === null
      ? await alice.send('DELETE', path)
      : await alice.send('PATCH', path, { content });
  expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
  if (content === null) said.delete(seq);
  else said.set(seq, content);
}

/** Of the first region, since it is what is made while these come. */
async function changeSome(): Promise<void> {
  for (let n = 0; n < 4; n += 1) {
    const seq = 2 + random(60_000);
    if (said.has(seq)) await change(seq, n % 2 === 0 ? null : `${sentence(random)} giraffe tea`);
  }
}

test('[SEARCH-12] whatever is indexed so far, and by blocks or regions, what is found is what reading everything would find, while messages are edited and deleted', async () => {
  const { db } = api.database;
  await change(40_000, 'only unicorn here');
  for (let step = 0; (await regions()).rows.length === 0; step += 1) {
    expect(step).toBeLessThan(200);
    await indexMessages(db);
  }
  // As an earlier version left what very many have.
  await sql`
    update search_posting set offsets = null where term = 'the'
      and segment_id = (select min(id) from search_segment where event_id = ${eventId})
  `.execute(db);
  expect((await regions()).rows).toMatchObject([{ isWhole: false }]);
  while ((await regions()).rows.some(({ isWhole }) => !isWhole)) {
    await changeSome();
    await compareMany(1);
    await indexMessages(db);
  }
  await change(40_000, null);
  await indexAll(api.database);
  expect((await regions()).rows).toHaveLength(1);
  const { rows } = await sql`select from search_posting where term = 'unicorn'`.execute(db);
  expect(rows).toHaveLength(0);
  await changeSome();
  await indexAll(api.database);
  await compare([{ kind: 'word', text: 'giraffe' }]);
  await compare([{ kind: 'phrase', text: 'giraffe tea' }]);
  await compareMany(40);
}, 120_000);

test('[SEARCH-13] words that are frequent and never said together, and phrases of them, take one page', async () => {
  expect(await findAll('north south')).toEqual({ seqs: [], isWhole: true });
  expect(await findAll('"the north the south"')).toEqual({ seqs: [], isWhole: true });
});

test('[SEARCH-4] a span of time is found that begins and ends within a region', async () => {
  const at = (seq: number) => new Date(Date.UTC(2026, 10, 26) + seq * 1_000);
  const [since, until] = [at(20_001), at(70_000)];
  const expected = [...said.entries()]
    .filter(([seq, content]) => seq >= 20_001 && seq < 70_000 && content.includes('zebra'))
    .map(([seq]) => seq)
    .toSorted((one, other) => other - one);
  expect(expected.length).toBeGreaterThan(3);
  expect(await findAll('zebra', { since, until })).toEqual({ seqs: expected, isWhole: true });
});
