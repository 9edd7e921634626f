import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

import { expect, test, vi } from 'vitest';

import { startApi } from '../harness/api.ts';
import { attend, createEvent, meetByApi } from '../harness/api-person.ts';
import {
  beginUpload,
  bearer,
  contentPath,
  download,
  outcomeOf,
  sendBytes,
  uploaded,
} from '../harness/files.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { photo } from '../harness/pictures.ts';

const SLOW_MS = 90_000;

const text = { name: 'plan.txt', bytes: Buffer.from('0123456789') };

test(
  '[FILE-7] a file is its uploader’s alone until it is sent, and then of who may read the chat',
  async () => {
    await using api = await startApi();
    const { alice, bob, stranger, eventId, messages } = await meetByApi(api);
    const { id } = await uploaded(api, alice, eventId, text);
    const path = contentPath(eventId, id);
    const statusFor = async (person: { token: string }) =>
      (await download(api, person, path)).status;
    const elsewhere = await createEvent(bob);
    await attend(alice, elsewhere);
    expect(await statusFor(alice)).toBe(200);
    expect(await statusFor(bob)).toBe(404);
    expect(await statusFor(stranger)).toBe(403);
    expect(await statusFor({ token: 'nobody' })).toBe(401);

    const send = (person: typeof alice, where = eventId) =>
      person.send('POST', `/api/events/${where}/messages`, { content: 'x', attachments: [id] });
    expect((await send(bob)).status).toBe(404);
    expect((await send(alice, elsewhere)).status).toBe(404);
    const sent = await send(alice);
    expect(sent.body.attachments).toEqual([expect.objectContaining({ id, name: 'plan.txt' })]);
    expect((await send(alice)).body.error.message).toMatch(/in another message already/);
    expect(await statusFor(bob)).toBe(200);
    expect(await statusFor(stranger)).toBe(403);
    expect((await download(api, alice, contentPath(elsewhere, id))).status).toBe(404);

    await alice.send('PUT', `/api/events/${eventId}/bans/${bob.id}`, {});
    expect(await statusFor(bob)).toBe(403);
    await alice.send('DELETE', `${messages}/${sent.body.id}`);
    expect(await statusFor(alice)).toBe(404);
  },
  SLOW_MS,
);

test(
  '[FILE-8] who may not write does not upload, and nobody goes on with what is another’s',
  async () => {
    await using api = await startApi();
    const { alice, bob, stranger, eventId } = await meetByApi(api);
    const begin = async (person: { token: string }, where = eventId) =>
      beginUpload(api, person, { eventId: where, name: 'a.txt', size: 10 });
    expect((await begin(stranger)).status).toBe(403);
    expect((await begin({ token: 'nobody' })).status).toBe(401);
    expect((await begin(alice, 'nowhere')).status).toBe(404);
    const begun = await begin(bob);
    const own = begun.headers.get('location') ?? '';
    const elsewhere = await createEvent(alice);
    const other = own.replace(eventId, elsewhere);
    const proceed = (person: { token: string }, path: string) =>
      sendBytes(api, person, { path, offset: 0, bytes: text.bytes });
    expect((await proceed(alice, own)).status).toBe(404);
    expect((await proceed(alice, other)).status).toBe(404);
    expect((await proceed(bob, other)).status).toBe(403);
    const taken = await fetch(api.url + own, {
      method: 'DELETE',
      headers: { 'tus-resumable': '1.0.0', ...bearer(alice) },
    });
    expect(taken.status).toBe(404);

    await alice.send('PUT', `/api/events/${eventId}/participants/${bob.id}/mute`, {
      forSeconds: 60,
    });
    expect((await begin(bob)).status).toBe(403);
    await alice.send('PUT', `/api/events/${eventId}/participants/${bob.id}/mute`, {
      forSeconds: 0,
    });
    await alice.send('PATCH', `/api/events/${eventId}/mode`, { isFrozen: true });
    expect((await begin(bob)).status).toBe(403);
  },
  SLOW_MS,
);

test(
  '[FILE-9] nothing is left of a deleted message’s files, in the folder nor in the tables',
  async () => {
    using folder = temporaryFolder();
    await using api = await startApi({ filesFolder: folder.path });
    const { alice, eventId, messages } = await meetByApi(api);
    const picture = await uploaded(api, alice, eventId, {
      name: 'canary.jpg',
      bytes: await photo(),
    });
    const sent = await alice.send('POST', messages, { content: '', attachments: [picture.id] });
    expect(readdirSync(folder.path)).not.toEqual([]);
    await alice.send('DELETE', `${messages}/${sent.body.id}`);
    expect((await alice.get(messages)).body.messages[0].attachments).toBeUndefined();
    await vi.waitFor(() => expect(readdirSync(folder.path)).toEqual([]), { timeout: 20_000 });
    const { rows } = await api.database.pool.query(
      `select (select count(*)::int from file) + (select count(*)::int from log_entry where body::text like '%canary%')
       + (select count(*)::int from message where attachments is not null) as left`,
    );
    expect(rows).toEqual([{ left: 0 }]);
  },
  SLOW_MS,
);

test(
  '[FILE-10] what is not sent within a day goes, and with an event its files',
  async () => {
    using folder = temporaryFolder();
    await using api = await startApi({ filesFolder: folder.path });
    const { alice, eventId, messages } = await meetByApi(api);
    const unsent = await uploaded(api, alice, eventId, text);
    const kept = await uploaded(api, alice, eventId, text);
    await alice.send('POST', messages, { content: '', attachments: [kept.id] });
    await beginUpload(api, alice, { eventId, name: 'never.txt', size: 10 });
    await api.database.pool.query(`update file set due_at = now() where due_at is not null`);
    await vi.waitFor(
      () => expect(readdirSync(folder.path).toSorted()).toEqual([kept.id, `${kept.id}.json`]),
      {
        timeout: 20_000,
      },
    );
    expect((await alice.get(`/api/events/${eventId}/files/${unsent.id}`)).status).toBe(404);
    await alice.send('DELETE', `/api/events/${eventId}`);
    await vi.waitFor(() => expect(readdirSync(folder.path)).toEqual([]), { timeout: 20_000 });
  },
  SLOW_MS,
);

test(
  '[FILE-11] a check whose process ended is done by another one',
  async () => {
    using folder = temporaryFolder();
    await using api = await startApi({ filesFolder: folder.path });
    const { alice, eventId } = await meetByApi(api);
    const begun = await beginUpload(api, alice, { eventId, name: 'a.txt', size: 10 });
    const path = begun.headers.get('location') ?? '';
    const id = path.split('/').at(-1) ?? '';
    // As a process leaves it that is killed between the last byte and the note of it, and in the middle of a check.
    await writeFile(`${folder.path}/${id}`, text.bytes);
    expect((await alice.get(`/api/events/${eventId}/files/${id}`)).body.state).toBe('checking');
    expect(await outcomeOf(alice, eventId, id)).toMatchObject({ state: 'ready', size: 10 });
    await api.database.pool.query(`update file set state = 'checking', due_at = now(), tries = 1`);
    expect(await outcomeOf(alice, eventId, id)).toMatchObject({ state: 'ready', size: 10 });
    expect(existsSync(`${folder.path}/${id}`)).toBe(true);
  },
  SLOW_MS,
);

test(
  '[FILE-12] parts of a file can be asked for, and what one has is not sent again',
  async () => {
    await using api = await startApi();
    const { alice, eventId } = await meetByApi(api);
    const { id } = await uploaded(api, alice, eventId, text);
    const ask = async (headers: Record<string, string>) => {
      const answer = await download(api, alice, contentPath(eventId, id), headers);
      return [answer.status, answer.headers.get('content-range'), await answer.text()];
    };
    expect(await ask({ range: 'bytes=2-4' })).toEqual([206, 'bytes 2-4/10', '234']);
    expect(await ask({ range: 'bytes=7-' })).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await ask({ range: 'bytes=-2' })).toEqual([206, 'bytes 8-9/10', '89']);
    expect(await ask({ range: 'bytes=10-' })).toEqual([416, 'bytes */10', '']);
    expect(await ask({ range: 'bytes=0-1,3-4' })).toEqual([200, null, '0123456789']);
    expect(await ask({ 'if-none-match': `"${id}"` })).toEqual([304, null, '']);
  },
  SLOW_MS,
);
