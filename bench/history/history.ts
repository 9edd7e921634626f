import { sql } from 'kysely';

import { connectLightly } from '../clients/light-client.ts';
import { startNodeProcess } from '../nodes/node-process.ts';
import { inMs, median, type Report } from '../report.ts';
import { addSignedIn } from '../sessions.ts';
import { openWorld, type World } from '../world.ts';
import { fillHistory, indexHistory } from './fill.ts';
import { SEARCHES, searchFor } from './searches.ts';

const SIZES = [10_000, 100_000, 1_000_000] as const;
const SMALL = 0;
const LARGE = SIZES.length - 1;
const ROUNDS = 60;
const PAGE = 50;

/** Waits in milliseconds, by the size of the history. */
type Waits = readonly number[][];

interface Measured {
  readonly opened: Waits;
  readonly paged: Waits;
  /** By kind. */
  readonly searched: readonly Waits[];
}

interface Place {
  readonly socketUrl: string;
  readonly apiUrl: string;
  readonly token: string;
  readonly eventId: string;
  readonly messages: number;
}

/** Opens chats and reads pages at random places of short and long histories, in turns, through the real servers. */
export async function run(): Promise<Report> {
  await using world = await openWorld({ people: 1, events: SIZES.length });
  const tokens = await addSignedIn(world, SIZES.length);
  for (const [index, messages] of SIZES.entries()) {
    await fillHistory(world, { eventId: world.eventIds[index] ?? '', messages });
  }
  await indexHistory(world);
  await settle(world);
  const env = {
    LIMIT_REQUESTS_PER_MINUTE: '1000000',
    LIMIT_JOINS_PER_SECOND: '1000000',
    LIMIT_SEARCHES_PER_MINUTE: '1000000',
  };
  const databaseUrl = world.url;
  await using node = await startNodeProcess({ databaseUrl, env });
  const api = { databaseUrl, env, program: 'bench/nodes/api.ts', readyPath: '/api/health' };
  await using rest = await startNodeProcess(api);
  const places = SIZES.map((messages, index): Place => ({
    socketUrl: node.url,
    apiUrl: rest.url,
    token: tokens[index] ?? '',
    eventId: world.eventIds[index] ?? '',
    messages,
  }));
  return report(await measure(places));
}

async function measure(places: readonly Place[]): Promise<Measured> {
  const opened = SIZES.map((): number[] => []);
  const paged = SIZES.map((): number[] => []);
  const searched = SEARCHES.map(() => SIZES.map((): number[] => []));
  // The first rounds are not counted: plans are made and caches filled in them.
  for (let round = -ROUNDS / 10; round < ROUNDS; round += 1) {
    for (const [index, place] of places.entries()) {
      const [open, page] = [await timed(() => openChat(place)), await timed(() => readPage(place))];
      const found: number[] = [];
      for (const { words } of SEARCHES) found.push(await timed(() => searchFor(place, words())));
      if (round < 0) continue;
      opened[index]?.push(open);
      paged[index]?.push(page);
      found.forEach((wait, kind) => searched[kind]?.[index]?.push(wait));
    }
  }
  return { opened, paged, searched };
}

/** As autovacuum would have left the tables some time after they were written. */
const settle = ({ database }: World): Promise<void> =>
  database.db.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection);
    await sql`vacuum analyze message, log_entry, search_posting, search_segment`.execute(
      connection,
    );
    await sql`reset statement_timeout`.execute(connection);
  });

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** What a client does before its first screen: comes in, joins, and fetches the newest page. */
async function openChat(place: Place): Promise<void> {
  const { socketUrl: url, token, eventId, messages } = place;
  const auth = { token, v: 1 };
  const client = await connectLightly({ url, auth, onNotice: () => {}, onEnd: () => {} });
  const answer = (await client.request('join-event', { eventId })) as { readonly ok: boolean };
  if (!answer.ok) throw new Error(`could not join: ${JSON.stringify(answer)}`);
  await fetchPage(place, messages + 1);
  client.close();
}

const readPage = (place: Place): Promise<void> =>
  fetchPage(place, PAGE + 1 + Math.floor(Math.random() * (place.messages - PAGE)));

/** The page below a place, which must be whole and in order. */
async function fetchPage({ apiUrl, token, eventId }: Place, before: number): Promise<void> {
  const url = `${apiUrl}/api/events/${eventId}/messages?before=${before}&limit=${PAGE}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`a page was answered with ${response.status}`);
  const { messages } = (await response.json()) as { messages: { readonly seq: number }[] };
  const isWhole =
    messages.length === PAGE && messages.every(({ seq }, n) => seq === before - PAGE + n);
  if (!isWhole) throw new Error(`the page below ${before} is not whole`);
}

function report({ opened, paged, searched }: Measured): Report {
  const row = (name: string, waits: Waits): readonly string[] => [
    name,
    ...waits.flatMap((some) => [inMs(median(some)), inMs(percentile(some, 0.99))]),
    `${(1 / flatness(waits)).toFixed(2)} ×`,
  ];
  const points = (waits: Waits): readonly (readonly [number, number])[] =>
    SIZES.map((size, index) => [size, median(waits[index] ?? [])]);
  const [often = []] = searched;
  return {
    name: 'history',
    ratio: Math.min(flatness(opened), flatness(paged), flatness(often)),
    head: [
      '',
      ...SIZES.flatMap((size) => [`p50 of ${size.toLocaleString('en')}`, 'p99']),
      'many / few',
    ],
    rows: [
      row('open: connect, join, newest page', opened),
      row('a page at a random place', paged),
      ...SEARCHES.map(({ name }, kind) => row(`search for ${name}`, searched[kind] ?? [])),
    ],
    charts: [
      {
        title: 'Length of the history',
        says: 'Half of all were faster. Flat is as it should be.',
        x: 'messages in the event',
        y: 'ms',
        scale: 'logarithmic',
        curves: [
          { name: 'open', points: points(opened) },
          { name: 'a page anywhere', points: points(paged) },
          { name: 'a search', points: points(often) },
        ],
      },
    ],
    verified: [
      `each of ${ROUNDS * 2 * SIZES.length} pages had its ${PAGE} messages, in order`,
      `of ${SEARCHES.length} kinds of searches 95% of all were answered within ${inMs(slowest(searched))} or less`,
    ],
    data: { sizes: SIZES, opened, paged, searched },
  };
}

/** The p95 of the slowest kind, in whatever history. */
const slowest = (searched: readonly Waits[]): number =>
  Math.max(...searched.flatMap((waits) => waits.map((some) => percentile(some, 0.95))));

/** How much of its speed a chat keeps when its history becomes long. */
const flatness = (waits: Waits): number => median(waits[SMALL] ?? []) / median(waits[LARGE] ?? []);

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
