import { tmpdir } from 'node:os';

import { readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { createBackend } from '../../lib/api/backend.ts';
import type { Route } from '../../lib/api/route.ts';
import { routes } from '../../lib/api/routes.ts';
import { startApi } from '../harness/api.ts';
import { call, createEvent, enterAsGuest, inHours } from '../harness/api-person.ts';

const all: readonly (readonly [string, Route])[] = Object.entries(routes);
const signedInRoutes = all.flatMap(([name, route]) => {
  if (route.kind === 'raw') return [];
  const methods = route.kind === 'json' ? [route.method] : route.methods;
  // A HEAD has no words in its answer.
  return methods
    .filter((method) => method !== 'HEAD')
    .map((method) => [name, method, route.path] as const);
});
const jsonRoutes = all.flatMap(([name, route]) =>
  route.kind === 'json' ? [[name, route.method, route.path] as const] : [],
);

test('[REST-1] the files of app/api name every route of the table, and no other', () => {
  const folder = fileURLToPath(new URL('../../app/api', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('+api.ts'),
  );
  const inFiles = files.flatMap((file) => {
    const path = file
      .replace(/\+api\.ts$/, '')
      .replace(/(^|\/)index$/, '')
      .replace('[...path]', '{path}')
      .replaceAll(/\[(\w+)\]/g, '{$1}');
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    return [...text.matchAll(/export const (\w+) = routeHandler\('(\w+)'\)/g)].map(
      ([, method, name]) => `${name} ${method} /api/${path}`,
    );
  });
  const inTable = all.flatMap(([name, route]) =>
    ('methods' in route ? route.methods : [route.method]).map(
      (method) => `${name} ${method} ${route.path}`,
    ),
  );
  expect(inFiles.toSorted()).toEqual(inTable.toSorted());
});

test('[REST-2] every address but those of accounts is for people who are signed in', async () => {
  await using api = await startApi();
  for (const [name, method, path] of signedInRoutes) {
    const reply = await call(api, method, path.replace('{eventId}', 'some-event'));
    expect([name, reply.status]).toEqual([name, 401]);
    expect(reply.body).toEqual({
      error: { code: 'unauthenticated', message: 'Please sign in first.', retryable: false },
    });
    expect(reply.headers.get('cache-control')).toBe('no-store');
  }
});

const NOWHERE = [
  '0198c5b0-0000-7000-8000-000000000000',
  '%00',
  'a%20b',
  "'--",
  '..%2F',
  '1'.repeat(65),
];

test('[REST-3] every address of an event finds nothing under an id that is random, deleted, or none at all', async () => {
  await using api = await startApi({ limits: { requestsPerMinute: 10_000 } });
  const alice = await enterAsGuest(api, 'Alice');
  const deleted = await createEvent(alice);
  await alice.send('DELETE', `/api/events/${deleted}`);
  const inEvents = jsonRoutes.filter(([, , path]) => path.includes('{eventId}'));
  for (const [name, method, path] of inEvents) {
    const bodies: Record<string, object> = {
      PATCH: name === 'setRoomMode' ? { isFrozen: true } : { title: 'New' },
      PUT: name.startsWith('mark') ? { seq: 1 } : { status: 'attending' },
      POST: { content: 'hello' },
    };
    const own: Record<string, object> = {
      createPoll: { question: 'Tea?', options: ['Yes', 'No'] },
      setEventNotifications: { level: 'all', mutedUntil: null },
    };
    for (const id of [deleted, ...NOWHERE]) {
      const asked = path.replace('{eventId}', id) + (name === 'searchEvent' ? '?query=hello' : '');
      const reply = await alice.send(method, asked, own[name] ?? bodies[method]);
      expect([name, id, reply.status, reply.body.error?.code]).toEqual([
        name,
        id,
        404,
        'not-found',
      ]);
    }
  }
  expect(api.logged).toEqual([]);
}, 60_000);

const NO_LENGTH = '{"length":{"valueOf":1,"toString":1}}';

test.each([
  ['no JSON', '{"title":', 'application/json', /not valid JSON/],
  [
    'bytes that are no UTF-8',
    Buffer.from([0x22, 0xff, 0x22]).toString('latin1'),
    'application/json',
    /./,
  ],
  ['another type', '{"title":"x"}', 'text/plain', /Content-Type/],
  ['no type', '{"title":"x"}', '', /Content-Type/],
  ['an array', '[]', 'application/json', /JSON object/],
  ['null', 'null', 'application/json', /JSON object/],
  ['text', '"title"', 'application/json', /JSON object/],
  ['too much', JSON.stringify({ title: 'x'.repeat(70_000) }), 'application/json', /64 kB/],
  ['depth', '['.repeat(20_000) + ']'.repeat(20_000), 'application/json', /JSON object/],
  [
    'one with a length that is no number',
    `{"title":${NO_LENGTH}}`,
    'application/json',
    /read|title/,
  ],
  ['a missing field', '{"title":"x"}', 'application/json', /ISO 8601/],
  [
    'a field of our own rows',
    `{"title":"x","startsAt":"${inHours(1)}","createdBy":"me"}`,
    'application/json',
    /createdBy/,
  ],
  [
    'a prototype',
    `{"title":"x","startsAt":"${inHours(1)}","__proto__":{"a":1}}`,
    'application/json',
    /__proto__/,
  ],
])(
  '[REST-4] [PROTO-22] a body that is %s is refused with a reason',
  async (_what, body, type, reason) => {
    await using api = await startApi();
    const alice = await enterAsGuest(api, 'Alice');
    const reply = await call(api, 'POST', '/api/events', {
      body,
      headers: { authorization: `Bearer ${alice.token}`, 'content-type': type },
    });
    expect(reply.body.error).toMatchObject({ code: 'invalid', retryable: false });
    expect(reply.status).toBe(400);
    expect(reply.body.error.message).toMatch(reason);
    expect(api.logged).toEqual([]);
  },
);

test('[REST-4] a body without an announced length is cut off at the limit', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const request = httpRequest(`${api.url}/api/events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${alice.token}`,
        'content-type': 'application/json',
        'transfer-encoding': 'chunked',
      },
    });
    request.on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on('error', reject);
    for (let sent = 0; sent < 10; sent += 1) request.write('x'.repeat(16_384));
    request.end();
  });
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('64 kB');
});

test.each([
  '/api/events?scope=all',
  '/api/events?limit=0',
  '/api/events?limit=101',
  '/api/events?limit=x',
  '/api/events?cursor=x',
  '/api/events?cursor=%00',
  '/api/events?cursor=eyJhIjoxfQ',
  `/api/events?query=${'x'.repeat(201)}`,
  '/api/events/{id}/participants?limit=-1',
  '/api/events/{id}/participants?cursor=eyJhIjoxfQ',
  '/api/events/{id}/messages?before=1&after=1',
  '/api/events/{id}/messages?before=-1',
  '/api/events/{id}/messages?after=1.5',
  '/api/events/{id}/messages?after=1e400',
  '/api/events/{id}/messages?after=99999999999999999999',
])('[REST-4] the query of %s is refused', async (path) => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const reply = await alice.get(path.replace('{id}', await createEvent(alice)));
  expect(reply.body.error?.code).toBe('invalid');
  expect(reply.body.error.message).toMatch(/\.$/);
  expect(reply.status).toBe(400);
  expect(api.logged).toEqual([]);
});

test('[REST-5] a fault is logged once with an id, and answered without detail', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  await api.database.pool.query('alter table event rename column title to headline');
  const reply = await alice.get('/api/events');
  expect(reply.status).toBe(500);
  expect(reply.body.error).toMatchObject({ code: 'internal', retryable: true });
  expect(JSON.stringify(reply.body)).not.toMatch(/column|title|select/);
  const requestId = reply.headers.get('x-request-id') ?? '-';
  expect(api.logged.filter((line) => line.includes(requestId))).toHaveLength(1);
});

test('[REST-5] lost connections are replaced at the next request', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const end = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'hallway api'`;
  expect((await api.database.pool.query(end)).rowCount).toBeGreaterThan(0);
  await expect.poll(async () => (await alice.get('/api/events')).status).toBe(200);
});

test('[REST-5] without a database a request is refused as unavailable, to be tried again', async () => {
  const logged: string[] = [];
  const write = (_fields: object, message: string) => void logged.push(message);
  await using backend = await createBackend({
    config: {
      production: true,
      databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
      authSecret: 'a secret of the tests, long enough',
      appUrl: 'http://localhost:8081',
      allowedOrigins: ['http://localhost:8081'],
      logFormat: 'json',
      dataFolder: tmpdir(),
    },
    logger: { info: write, warn: write, error: write },
  });
  const headers = { authorization: 'Bearer some-token' };
  const request = new Request('http://localhost:8081/api/events', { headers });
  const response = await backend.handle('listEvents', request, {});
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    error: { code: 'unavailable', retryable: true, retryAfterMs: 1_000 },
  });
  expect(logged).toHaveLength(1);
  await expect(
    backend.broadcast.participation({
      eventId: 'e',
      userId: 'u',
      status: 'attending',
      user: { id: 'u', name: 'U' },
    }),
  ).rejects.toThrow(/safe to try again/);
});

test('[REST-6] one person’s requests are limited, with the time to wait, and others’ are not', async () => {
  await using api = await startApi({ limits: { requestsPerMinute: 3 } });
  const alice = await enterAsGuest(api, 'Alice');
  const bob = await enterAsGuest(api, 'Bob');
  for (let asked = 0; asked < 3; asked += 1) {
    expect((await alice.get('/api/events')).status).toBe(200);
  }
  const refused = await alice.get('/api/events');
  expect([refused.status, refused.body.error.code]).toEqual([429, 'rate-limited']);
  expect(refused.body.error.retryAfterMs).toBeGreaterThan(0);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await bob.get('/api/events')).status).toBe(200);
});

test('[REST-7] health needs nobody signed in; an unknown address is refused like everything', async () => {
  await using api = await startApi();
  const health = await call(api, 'GET', '/api/health');
  expect([health.status, health.body]).toEqual([200, { status: 'ok' }]);
  const unknown = await call(api, 'POST', '/api/nothing/here', { body: {} });
  expect([unknown.status, unknown.body.error.code]).toEqual([404, 'not-found']);
});
