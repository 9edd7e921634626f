import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';

import { Upload } from 'tus-js-client';
import { expect, test, vi } from 'vitest';

import { startApi } from '../harness/api.ts';
import { meetByApi } from '../harness/api-person.ts';
import { createTestDatabase } from '../harness/database.ts';
import { bearer, beginUpload, contentPath, download, outcomeOf } from '../harness/files.ts';
import { temporaryFolder } from '../harness/folder.ts';

const MB = 1_000_000;

test('[FILE-13] an upload goes on where it was after the server was started anew', async () => {
  using folder = temporaryFolder();
  await using database = await createTestDatabase();
  const bytes = randomBytes(6 * MB);
  const settings = { database, filesFolder: folder.path };
  const before = await startApi(settings);
  const { alice, eventId } = await meetByApi(before);
  const common = { headers: bearer(alice), chunkSize: MB, retryDelays: null };
  const path = await new Promise<string>((resolve, reject) => {
    const upload = new Upload(bytes, {
      ...common,
      endpoint: `${before.url}/api/events/${eventId}/uploads`,
      metadata: { filename: 'noise.bin' },
      onError: reject,
      onChunkComplete(_, accepted) {
        if (accepted < 3 * MB) return;
        void upload.abort().then(() => resolve(new URL(upload.url ?? '').pathname));
      },
    });
    upload.start();
  });
  await before[Symbol.asyncDispose]();
  const id = path.split('/').at(-1) ?? '';
  expect(statSync(`${folder.path}/${id}`).size).toBeGreaterThanOrEqual(3 * MB);

  await using after = await startApi(settings);
  const offsets: number[] = [];
  await new Promise<void>((resolve, reject) => {
    new Upload(bytes, {
      ...common,
      uploadUrl: after.url + path,
      onError: reject,
      onProgress: (sent) => void offsets.push(sent),
      onSuccess: () => resolve(),
    }).start();
  });
  expect(Math.min(...offsets)).toBeGreaterThanOrEqual(3 * MB);
  const there = { ...alice, get: (where: string) => getFrom(after.url, alice.token, where) };
  expect(await outcomeOf(there, eventId, id)).toMatchObject({ state: 'ready', size: 6 * MB });
  const answer = await download(after, alice, contentPath(eventId, id));
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
}, 90_000);

async function getFrom(url: string, token: string, path: string) {
  const answer = await fetch(url + path, { headers: bearer({ token }) });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

test('[FILE-14] an upload of 500 MB takes 50 MB of memory at most', async () => {
  await using api = await startApi({ limits: { uploadMb: 500 } });
  const meeting = await meetByApi(api);
  // V8's new space grows once, by some 60 MB, in a process that is not started as ours are (`--max-semi-space-size=4`).
  await uploadWhole(api, meeting, 100 * MB);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const looking = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  // The client is in this process too: what it holds is counted along.
  const path = await uploadWhole(api, meeting, 500 * MB);
  clearInterval(looking);
  expect((most - before) / 1_048_576).toBeLessThan(50);
  await vi.waitFor(async () => {
    const id = path.split('/').at(-1);
    const details = await meeting.alice.get(`/api/events/${meeting.eventId}/files/${id}`);
    expect(details.body.state).toBe('ready');
  });
}, 120_000);

type Api = Awaited<ReturnType<typeof startApi>>;

/** Sends a file of this size in one request. @returns the path of its upload. */
async function uploadWhole(
  api: Api,
  { alice, eventId }: Awaited<ReturnType<typeof meetByApi>>,
  size: number,
): Promise<string> {
  const begun = await beginUpload(api, alice, { eventId, name: 'long.bin', size });
  const path = begun.headers.get('location') ?? '';
  const piece = new Uint8Array(MB);
  let left = size;
  const body = new ReadableStream({
    pull(controller) {
      if (left === 0) return controller.close();
      left -= piece.length;
      controller.enqueue(piece);
    },
  });
  const sent = await fetch(api.url + path, {
    method: 'PATCH',
    headers: {
      'tus-resumable': '1.0.0',
      ...bearer(alice),
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    },
    body,
    duplex: 'half',
  } as RequestInit);
  expect([sent.status, sent.headers.get('upload-offset')]).toEqual([204, String(size)]);
  return path;
}
