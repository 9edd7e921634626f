import { randomUUID } from 'node:crypto';

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { SearchPage } from '../../protocol/search.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { attend, createEvent, enterAsGuest, type ApiPerson } from '../harness/api-person.ts';
import { indexAll } from '../harness/search-index.ts';

const LOOSE = {
  messagesPerSecond: 9_999,
  messagesBurst: 9_999,
  messagesPerMinute: 9_999,
  searchesPerMinute: 9_999,
};

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ limits: LOOSE });
});
afterAll(() => api[Symbol.asyncDispose]());

const say = async (person: ApiPerson, eventId: string, content: string): Promise<string> =>
  (await person.send('POST', `/api/events/${eventId}/messages`, { content })).body.id;

type Query = Readonly<Record<string, string>>;

async function search(person: ApiPerson, query: Query, eventId?: string): Promise<SearchPage> {
  const path = eventId === undefined ? '/api/search' : `/api/events/${eventId}/search`;
  const reply = await person.get(`${path}?${new URLSearchParams(query)}`);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
}

const texts = (page: SearchPage): string[] => page.results.map(({ message }) => message.content);

async function found(person: ApiPerson, eventId: string, query: string): Promise<string[]> {
  return texts(await search(person, { query }, eventId));
}

/** Something to search in, so much that it is indexed; `talk` is among it. */
async function meeting(talk: readonly string[] = []) {
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  for (const content of talk) await say(alice, eventId, content);
  for (let n = 0; n < 70 - talk.length; n += 1) await say(alice, eventId, `filler ${n}`);
  return { alice, eventId };
}

const index = (): Promise<void> => indexAll(api.database);

const terms = async (): Promise<readonly string[]> =>
  (await api.database.db.selectFrom('search_posting').select('term').execute()).map(
    ({ term }) => term,
  );

test('[SEARCH-1] a message is found by words in any order, by their beginnings, and by phrases, the newest first; also before it is indexed', async () => {
  const { alice, eventId } = await meeting([
    'The keynote is in Hall Three',
    'three halls, one keynote',
    'hall of fame',
  ]);
  for (const isIndexed of [false, true]) {
    if (isIndexed) await index();
    expect(await found(alice, eventId, 'keynote three')).toEqual([
      'three halls, one keynote',
      'The keynote is in Hall Three',
    ]);
    expect(await found(alice, eventId, '"hall three"')).toEqual(['The keynote is in Hall Three']);
    expect(await found(alice, eventId, 'HAL')).toHaveLength(3);
    expect(await found(alice, eventId, '"hal"')).toEqual([]);
    expect(await found(alice, eventId, 'keynote fame')).toEqual([]);
  }
});

test('[SEARCH-2] Chinese, Japanese, Korean, Thai and Arabic are found by any part, accents, case, width and points do not matter', async () => {
  const cases: readonly (readonly [string, string])[] = [
    ['主题演讲在三号会议厅', '会议'],
    ['主题演讲在三号会议厅', '厅'],
    ['基調講演はホールで始まります', 'ほーる'],
    ['ｶﾌｪで会いましょう', 'カフェ'],
    ['회의를 시작합니다', '회의'],
    ['ประชุมที่ห้องใหญ่', 'ห้อง'],
    ['مَرْحَبًا بِكُمْ فِي القاعة', 'مرحبا'],
    ['نلتقي في القاعه الكبرى', 'القاعة'],
    ['Das Café öffnet um Straße 5', 'cafe OFFNET strasse'],
    ['Ｗｉｄｅ letters', 'wide'],
    ['Привет, ёлка', 'привет елка'],
    ['don’t be late', "don't"],
    ['see you at the 🎉', '🎉'],
  ];
  const { alice, eventId } = await meeting(cases.map(([text]) => text));
  for (const isIndexed of [false, true]) {
    if (isIndexed) await index();
    for (const [text, query] of cases) {
      expect(await found(alice, eventId, query), query).toContain(text);
    }
    expect(await found(alice, eventId, '议会')).toEqual([]);
  }
});

test('[SEARCH-3] where nothing has a word, words that differ by a typing error are found, and the answer says so', async () => {
  const { alice, eventId } = await meeting(['registration opens at nine', 'lunch is at noon']);
  for (const isIndexed of [false, true]) {
    if (isIndexed) await index();
    for (const query of ['registraton', 'regsitration', 'registrxtion opens', 'rehistration']) {
      const page = await search(alice, { query }, eventId);
      expect([query, page.isSimilar, texts(page)]).toEqual([
        query,
        true,
        ['registration opens at nine'],
      ]);
    }
    expect(await search(alice, { query: 'lunch' }, eventId)).toMatchObject({ isSimilar: false });
    expect(await found(alice, eventId, 'xyzzyx')).toEqual([]);
  }
});

test('[SEARCH-4] by person and by time', async () => {
  const { alice, eventId } = await meeting(['coffee, anyone?']);
  const bob = await enterAsGuest(api, 'Bób Builder');
  await attend(bob, eventId);
  await say(bob, eventId, 'coffee for me');
  const last = new Date(Date.now() + 1_000).toISOString();
  for (const isIndexed of [false, true]) {
    if (isIndexed) await index();
    const by = async (query: Query) => texts(await search(alice, query, eventId));
    expect(await by({ query: 'coffee', from: 'bob' })).toEqual(['coffee for me']);
    expect(await by({ userId: bob.id })).toEqual(['coffee for me']);
    expect(await by({ from: 'nobody' })).toEqual([]);
    expect(await by({ query: 'coffee', since: last })).toEqual([]);
    expect(await by({ query: 'coffee', until: last })).toHaveLength(2);
    expect(await by({ query: 'coffee', until: '2020-01-01T00:00:00Z' })).toEqual([]);
  }
});

test('[SEARCH-5] only what one may read is found, in one event and in all', async () => {
  const { alice, eventId } = await meeting(['a secret handshake']);
  const bob = await enterAsGuest(api, 'Bob');
  const ofBob = await createEvent(bob);
  await say(bob, ofBob, 'my own handshake');
  await index();
  expect(texts(await search(bob, { query: 'handshake' }))).toEqual(['my own handshake']);
  const refused = await bob.get(`/api/events/${eventId}/search?query=handshake`);
  expect([refused.status, refused.body.error.code]).toEqual([403, 'forbidden']);
  expect((await bob.get(`/api/events/${randomUUID()}/search?query=x`)).status).toBe(404);
  await attend(bob, eventId);
  const both = await search(bob, { query: 'handshake' });
  expect(texts(both)).toEqual(['my own handshake', 'a secret handshake']);
  expect(both.results.map(({ eventTitle }) => eventTitle)).toEqual(
    expect.arrayContaining([expect.any(String)]),
  );
  await bob.send('PUT', `/api/events/${eventId}/participation`, { status: null });
  expect(texts(await search(bob, { query: 'handshake' }))).toEqual(['my own handshake']);
  await alice.send('DELETE', `/api/events/${eventId}`);
  await index();
  expect(texts(await search(alice, { query: 'handshake' }))).toEqual([]);
});

test('[SEARCH-6] from the acknowledgement on a deleted message is not found, nor has the index its words; an edited one is found by its new words alone', async () => {
  const { alice, eventId } = await meeting(['filler']);
  const ids: Record<string, string> = {};
  for (const name of ['early', 'late']) {
    for (const what of ['deleted', 'edited']) {
      ids[name + what] = await say(alice, eventId, `zebra ${name}${what}`);
    }
    if (name === 'early') await index();
  }
  const path = (name: string) => `/api/events/${eventId}/messages/${ids[name]}`;
  expect(await found(alice, eventId, 'zebra')).toHaveLength(4);
  expect(await terms()).toContain('earlydeleted');
  for (const name of ['early', 'late']) {
    await alice.send('DELETE', path(`${name}deleted`));
    await alice.send('PATCH', path(`${name}edited`), { content: `okapi ${name}` });
  }
  expect(await terms()).not.toContain('earlydeleted');
  for (let n = 0; n < 70; n += 1) await say(alice, eventId, `more filler ${n}`);
  for (const isIndexed of [false, true]) {
    if (isIndexed) await index();
    expect(await found(alice, eventId, 'zebra')).toEqual([]);
    expect(await found(alice, eventId, 'okapi')).toEqual(['okapi late', 'okapi early']);
  }
  const left = await terms();
  for (const gone of ['zebra', 'earlydeleted', 'earlyedited', 'latedeleted']) {
    expect(left).not.toContain(gone);
  }
});

test('[SEARCH-7] pages follow on without gaps or doubles while people write', async () => {
  const alice = await enterAsGuest(api, 'Alice');
  const events = [await createEvent(alice), await createEvent(alice)];
  for (let n = 0; n < 150; n += 1) await say(alice, events[n % 2] ?? '', `needle ${n}`);
  await index();
  for (let n = 150; n < 160; n += 1) await say(alice, events[n % 2] ?? '', `needle ${n}`);
  for (const eventId of [events[0], undefined]) {
    const all: string[] = [];
    let cursor: string | null = null;
    do {
      const page: SearchPage = await search(
        alice,
        { query: 'needle', limit: '13', ...(cursor !== null && { cursor }) },
        eventId,
      );
      all.push(...texts(page));
      cursor = page.nextCursor;
      await say(alice, events[0] ?? '', 'needle later');
      await index();
    } while (cursor !== null);
    const expected = Array.from({ length: 160 }, (_, n) => 159 - n)
      .filter((n) => eventId === undefined || n % 2 === 0)
      .map((n) => `needle ${n}`);
    expect(all.filter((text) => text !== 'needle later')).toEqual(expected);
  }
});

test('[SEARCH-8] what is to be highlighted is said as stretches of the text', async () => {
  const { alice, eventId } = await meeting(['Say "Café" 😀 twice: cafeteria, 会议厅']);
  const page = await search(alice, { query: 'cafe 议厅' }, eventId);
  const [result] = page.results;
  const { content } = result?.message ?? { content: '' };
  expect(result?.ranges.map(([from, to]) => content.slice(from, to))).toEqual([
    'Café',
    'cafeteria',
    '议厅',
  ]);
});

test('[SEARCH-10] an index that is made bit by bit finds what one that is made at once finds', async () => {
  const { alice, eventId } = await meeting();
  const { db } = api.database;
  const fill = (from: number, to: number) =>
    sql`
      with said as (
        insert into message (id, event_id, seq, user_id, user_name, content, created_at)
        select ${eventId} || n, ${eventId}, n, ${alice.id}, 'Alice',
          concat('each', case when n % 100 = 0 then ' hundredth' end, case when n = 300 then ' needle' end), now()
        from generate_series(${from}::int, ${to}::int) n
      )
      update event_log_head set head_seq = ${to} where event_id = ${eventId}
    `.execute(db);
  const everything = async (): Promise<unknown> => [
    await found(alice, eventId, 'needle'),
    (await search(alice, { query: 'hundredth each', limit: '50' }, eventId)).results,
    (await search(alice, { query: '"each hundredth" needle', limit: '50' }, eventId)).results,
    (await search(alice, { query: 'each', limit: '50' }, eventId)).results,
  ];
  for (const [from, to] of [
    [72, 200],
    [201, 1_500],
    [1_501, 3_000],
    [3_001, 4_500],
  ] as const) {
    await fill(from, to);
    await index();
  }
  const segments = () =>
    db.selectFrom('search_segment').selectAll().where('event_id', '=', eventId).execute();
  expect(await segments()).toHaveLength(2);
  const bitByBit = await everything();
  await sql`truncate search_progress, search_segment, search_posting, search_redo`.execute(db);
  await index();
  expect(await segments()).toHaveLength(2);
  expect(await everything()).toEqual(bitByBit);
  expect(await found(alice, eventId, 'needle')).toEqual(['each hundredth needle']);
  expect(await found(alice, eventId, 'hundredth')).toHaveLength(20);
});

test.each([
  ['nothing', ''],
  ['no word', '?query=...'],
  ['too much', `?query=${'a'.repeat(201)}`],
  ['another list’s cursor', '?query=x&cursor=abc'],
  ['a day that is none', '?query=x&since=yesterday'],
])('[SEARCH-9] a search for %s is refused', async (_what, query) => {
  const alice = await enterAsGuest(api, 'Alice');
  const reply = await alice.get(`/api/search${query}`);
  expect([reply.status, reply.body.error.code]).toEqual([400, 'invalid']);
});

test('[SEARCH-9] too many searches are refused with the time to wait', async () => {
  await using strict = await startApi({ limits: { searchesPerMinute: 2 } });
  const alice = await enterAsGuest(strict, 'Alice');
  for (let n = 0; n < 2; n += 1) await alice.get('/api/search?query=x');
  const refused = await alice.get('/api/search?query=x');
  expect([refused.status, refused.body.error.code]).toEqual([429, 'rate-limited']);
});
