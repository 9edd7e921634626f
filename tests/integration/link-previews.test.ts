import { expect, test } from 'vitest';

import { jobQueues } from '../../db/job-queues.ts';
import { JOBS_SCHEMA } from '../../db/jobs-schema.ts';
import { startApi } from '../harness/api.ts';
import { call } from '../harness/api-person.ts';
import type { Device } from '../harness/device.ts';
import { startNodeProcess } from '../harness/node-process.ts';
import { startStack, waitUntil, type Stack, type StackOptions } from '../harness/stack.ts';
import { pageOf, sayPage, startWebSite } from '../harness/web-page.ts';

const WORDS = 'Doors and halls';

/** An event with previews, nodes that may ask a site of this machine, and that site. */
async function startPreviews(options: StackOptions = {}) {
  const site = await startWebSite((request, response) => {
    if (request.url === '/none') response.writeHead(404).end();
    else sayPage(pageOf(`${WORDS} ${request.url}`))(request, response);
  });
  const linkPreviews = { networks: ['127.0.0.0/8'], ports: [site.port] };
  const stack = await startStack({ linkPreviews, ...options });
  await allow(stack, true);
  return {
    site,
    stack,
    linkPreviews,
    eventId: stack.eventId,
    async [Symbol.asyncDispose]() {
      await stack[Symbol.asyncDispose]();
      await site[Symbol.asyncDispose]();
    },
  };
}

const allow = ({ database, eventId }: Stack, linkPreviews: boolean, more: object = {}) =>
  database.db
    .updateTable('event')
    .set({ settings: JSON.stringify({ linkPreviews, ...more }) })
    .where('id', '=', eventId)
    .execute();

const sent = async (device: Device, eventId: string, content: string): Promise<string> => {
  const answer = await device.request('send-message', { eventId, content });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.id;
};

const previewed = (device: Device, times: number) =>
  waitUntil(
    () => device.of('message-previewed').length >= times,
    `${times} notices of previews`,
    60_000,
  );

/** What is left of a page's words, wherever a database has them. */
async function wordsIn({ database }: Stack, words = WORDS): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ is: string }>(
    `select 'log' as is from log_entry l where l::text like $1
     union all select 'message' from message m where m::text like $1
     union all select 'job' from ${JOBS_SCHEMA}.job j where j::text like $1`,
    [`%${words}%`],
  );
  return rows.map((row) => row.is).toSorted();
}

const jobs = async ({ database }: Stack): Promise<number> =>
  (await database.pool.query(`select 1 from ${JOBS_SCHEMA}.job where name = 'link-preview'`)).rows
    .length;

test('[LINK-1] without the setting no page is asked for, not even a job is there; what was posted before stays without', async () => {
  await using open = await startPreviews();
  const { stack, site, eventId } = open;
  await allow(stack, false);
  const olga = await stack.joined(await stack.participant('Olga'), { v1: true });
  await sent(olga, eventId, site.url('/off'));
  expect(await jobs(stack)).toBe(0);
  await allow(stack, true);
  await sent(olga, eventId, 'no link at all');
  expect(await jobs(stack)).toBe(0);
  const messageId = await sent(olga, eventId, `see ${site.url('/on')} and ${site.url('/second')}`);
  await previewed(olga, 1);
  expect(olga.of('message-previewed')[0]).toMatchObject({
    eventId,
    messageId,
    preview: { url: site.url('/on'), title: `${WORDS} /on` },
  });
  expect(site.asked).toEqual(['/on']);

  await allow(stack, true, { contentFilter: { enabled: true, extraWords: ['halls'] } });
  await sent(olga, eventId, site.url('/unfit'));
  await waitUntil(() => site.asked.includes('/unfit'), 'the page to be asked for', 60_000);
  await sent(olga, eventId, site.url('/none'));
  await waitUntil(() => site.asked.includes('/none'), 'the other page to be asked for', 60_000);
  await stack.settle(olga);
  expect(olga.of('message-previewed')).toHaveLength(1);
}, 120_000);

test('[LINK-2] [LINK-3] a preview is told in its place of the log on all nodes, to who was away too, and is in the history; the seed’s clients miss nothing', async () => {
  await using open = await startPreviews({ nodes: 2 });
  const { stack, site, eventId } = open;
  const { database } = stack;
  await using api = await startApi({ database });
  const bob = await stack.participant('Bob');
  const here = await stack.joined(bob, { v1: true });
  const there = await stack.joined(await stack.participant('Ann'), { v1: true, node: 1 });
  const plain = await stack.joined(await stack.participant('Old'), { node: 1 });
  const { epoch } = await database.db
    .selectFrom('event_log_head')
    .select('epoch')
    .executeTakeFirstOrThrow();
  const messageId = await sent(here, eventId, site.url('/a'));
  await previewed(here, 1);
  await previewed(there, 1);
  const [notice] = here.of('message-previewed');
  const seq = Number(notice?.seq);
  const preview = { url: site.url('/a'), title: `${WORDS} /a` };
  expect(notice).toEqual({ eventId, messageId, preview, seq, after: seq - 1 });
  expect(there.of('message-previewed')).toEqual([notice]);

  const away = await stack.connect(bob, { v1: true, node: 1 });
  await away.request('join-event', { eventId, afterSeq: seq - 1, epoch });
  await previewed(away, 1);
  expect(away.of('message-previewed')).toEqual([notice]);

  const bearer = { headers: { authorization: `Bearer ${bob.token}` } };
  const page = await call(api, 'GET', `/api/events/${eventId}/messages`, bearer);
  expect(page.body.messages).toMatchObject([{ id: messageId, preview }]);
  await sent(here, eventId, 'after it');
  await waitUntil(() => plain.of('new-message').length === 2, 'the old client to have both');
  expect(plain.of('message-previewed')).toEqual([]);
  expect(
    plain.of('new-message').map((each) => Object.keys(each as object).includes('preview')),
  ).toEqual([false, false]);

  // By REST, and by another process, it is the same.
  const posted = await call(api, 'POST', `/api/events/${eventId}/messages`, {
    ...bearer,
    body: { content: site.url('/b') },
  });
  await previewed(there, 2);
  expect(there.of('message-previewed')[1]).toMatchObject({ messageId: posted.body.id });
}, 120_000);

test('[LINK-9] a page’s words go with the message, and with the link that an edit takes away', async () => {
  await using open = await startPreviews();
  const { stack, site, eventId } = open;
  const bob = await stack.participant('Bob');
  const device = await stack.joined(bob, { v1: true });
  const first = await sent(device, eventId, site.url('/first'));
  await previewed(device, 1);
  expect(await wordsIn(stack)).toEqual(['log', 'message']);
  const kept = { eventId, messageId: first, content: `still ${site.url('/first')}` };
  expect(await device.request('edit-message', kept)).toMatchObject({ ok: true });
  expect(await wordsIn(stack)).toEqual(['log', 'message']);
  expect(await jobs(stack)).toBe(1);
  const other = { eventId, messageId: first, content: site.url('/other') };
  await device.request('edit-message', other);
  expect(await wordsIn(stack, `${WORDS} /first`)).toEqual([]);
  await previewed(device, 2);
  expect(await wordsIn(stack)).toEqual(['log', 'message']);
  await device.request('edit-message', { ...other, content: 'nothing' });
  expect(await wordsIn(stack)).toEqual([]);

  const second = await sent(device, eventId, site.url('/second'));
  await previewed(device, 3);
  await device.request('delete-message', { eventId, messageId: second });
  expect(await wordsIn(stack)).toEqual([]);

  // Who comes later is told of nothing that is gone.
  const { epoch } = await stack.database.db
    .selectFrom('event_log_head')
    .select('epoch')
    .executeTakeFirstOrThrow();
  const later = await stack.connect(bob, { v1: true });
  await later.request('join-event', { eventId, afterSeq: 0, epoch });
  await waitUntil(() => later.of('message-deleted').length === 1, 'the whole log');
  expect(later.of('message-previewed')).toEqual([]);
}, 120_000);

test('[LINK-10] its author or who moderates takes a preview away, for everybody, and it does not come back for that link', async () => {
  await using open = await startPreviews();
  const { stack, site, eventId } = open;
  await using api = await startApi({ database: stack.database });
  const bob = await stack.joined(await stack.participant('Bob'), { v1: true });
  const mod = await stack.participant('Mo', { role: 'moderator' });
  const mo = await stack.joined(mod, { v1: true });
  const ann = await stack.joined(await stack.participant('Ann'), { v1: true });
  const one = await sent(bob, eventId, site.url('/one'));
  const two = await sent(bob, eventId, site.url('/two'));
  await previewed(ann, 2);
  expect(await ann.request('remove-preview', { eventId, messageId: one })).toMatchObject({
    error: { code: 'forbidden' },
  });
  expect(await mo.request('remove-preview', { eventId, messageId: 'never' })).toMatchObject({
    error: { code: 'not-found' },
  });
  const removed = await bob.request('remove-preview', { eventId, messageId: one });
  expect(removed).toEqual({
    ok: true,
    value: { eventId, messageId: one, seq: expect.any(Number) },
  });
  const again = await mo.request('remove-preview', { eventId, messageId: one });
  expect(again).toEqual({ ok: true, value: { eventId, messageId: one } });
  const path = `/api/events/${eventId}/messages/${two}/preview`;
  const bearer = { headers: { authorization: `Bearer ${mod.token}` } };
  expect(await call(api, 'DELETE', path)).toMatchObject({ status: 401 });
  expect(await call(api, 'DELETE', path, bearer)).toMatchObject({
    status: 200,
    body: { eventId, messageId: two, seq: expect.any(Number) },
  });
  await previewed(ann, 4);
  expect(ann.of('message-previewed').slice(2)).toEqual([
    { eventId, messageId: one, seq: expect.any(Number), after: expect.any(Number) },
    { eventId, messageId: two, seq: expect.any(Number), after: expect.any(Number) },
  ]);
  expect(await wordsIn(stack)).toEqual([]);
  const page = await call(api, 'GET', `/api/events/${eventId}/messages`, bearer);
  for (const message of page.body.messages) expect(message).not.toHaveProperty('preview');

  // A repeated job, or words around the same link, bring nothing back; another link does.
  await bob.request('edit-message', { eventId, messageId: one, content: `so ${site.url('/one')}` });
  expect(await jobs(stack)).toBe(2);
  await bob.request('edit-message', { eventId, messageId: one, content: site.url('/three') });
  await previewed(ann, 5);
  expect(ann.of('message-previewed')[4]).toMatchObject({ preview: { url: site.url('/three') } });
}, 120_000);

test('[LINK-11] a preview that a killed node had in hand is made by another one, once', async () => {
  await using open = await startPreviews({ nodes: 0 });
  const { stack, eventId, linkPreviews } = open;
  const { pool } = stack.database;
  let isSilent = true;
  await using slow = await startWebSite((request, response) => {
    if (!isSilent) sayPage(pageOf(WORDS))(request, response);
  });
  const env = {
    LINK_PREVIEW_NETWORKS: linkPreviews.networks.join(),
    LINK_PREVIEW_PORTS: String(slow.port),
  };
  await using first = await startNodeProcess(stack, { env });
  const bob = await stack.participant('Bob');
  await using api = await startApi({ database: stack.database });
  await call(api, 'POST', `/api/events/${eventId}/messages`, {
    headers: { authorization: `Bearer ${bob.token}` },
    body: { content: slow.url('/slow') },
  });
  await waitUntil(() => slow.asked.length > 0, 'the node to ask for the page', 60_000);
  first.running.child.kill('SIGKILL');
  await first.running.exits();
  isSilent = false;

  await using second = await startNodeProcess(stack, { env });
  // The minute after which a job that was begun is taken for lost.
  await pool.query(
    `update ${JOBS_SCHEMA}.job set started_on = started_on - make_interval(secs => $1) where state = 'active'`,
    [jobQueues['link-preview'].expireSeconds + 1],
  );
  const entries = async (): Promise<number> =>
    (await pool.query(`select 1 from log_entry where kind = 'preview'`)).rows.length;
  await waitUntil(async () => (await entries()) > 0, 'the other node to show it', 90_000);
  expect(await entries()).toBe(1);
  expect(second.running.child.exitCode).toBeNull();
}, 180_000);
