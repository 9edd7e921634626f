import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';

import { temporaryFolder } from '../harness/folder.ts';
import { openTcpWay } from '../harness/tcp-way.ts';
import { openBrowsers } from './harness/browser.ts';
import { action, button, meet } from './harness/meeting.ts';
import { say } from './harness/people.ts';
import { setStage } from './harness/stage.ts';

const MB = 1_048_576;
const SIZE = 12 * MB;
/** In the middle of the second request: the app sends 5 MB in each. */
const CUT_AT = 8 * MB;

const stage = setStage();

/** A way to the app server that goes dead, without a word, once so many bytes of browsers went through. */
async function openFailingWay(url: string) {
  let carried = 0;
  let most = Number.POSITIVE_INFINITY;
  let isDead = false;
  let isCut = false;
  const way = await openTcpWay({
    target: () => new URL(url),
    isRefusing: () => isCut,
    carry(incoming: Socket, outgoing: Socket) {
      outgoing.pipe(incoming);
      incoming.on('data', (bytes: Buffer) => {
        isDead ||= carried + bytes.length > most;
        if (isDead) return void incoming.pause();
        carried += bytes.length;
        if (!outgoing.write(bytes)) {
          incoming.pause();
          outgoing.once('drain', () => incoming.resume());
        }
      });
    },
  });
  return {
    way,
    carried: () => carried,
    failAfter: (bytes: number) => void (most = carried + bytes),
    isDead: () => isDead,
    /** What is under way ends, and new connections with it. */
    cut() {
      isCut = true;
      way.each((socket) => socket.destroy());
    },
    mend() {
      [isDead, isCut] = [false, false];
      most = Number.POSITIVE_INFINITY;
    },
  };
}

/** What the page asks of uploads from now on: the method, and where in the file it goes on. */
function uploadRequests(page: Page): { method: string; offset: number }[] {
  const seen: { method: string; offset: number }[] = [];
  page.on('request', (request) => {
    if (!new URL(request.url()).pathname.includes('/uploads')) return;
    const offset = Number(request.headers()['upload-offset'] ?? 0);
    seen.push({ method: request.method(), offset });
  });
  return seen;
}

/** Every part of a hundred that the file's tile says from now on. */
async function percentages(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { percentages: seen });
    setInterval(() => {
      const tile = document.querySelector('[role="listitem"][aria-label*="%"]');
      const part = /(\d+) ?%/.exec(tile?.getAttribute('aria-label') ?? '')?.[1];
      if (part !== undefined) seen.push(Number(part));
    }, 20);
  });
  return () =>
    page.evaluate(() => (globalThis as unknown as { percentages: number[] }).percentages);
}

test('[ATTACH-12] [ATTACH-1] an upload goes on where it was when the network broke in the middle of it', async () => {
  const failing = await openFailingWay(stage.app.url);
  onTestFinished(() => failing.way[Symbol.asyncDispose]());
  const browsers = await openBrowsers({
    url: stage.app.url,
    socketPort: stage.app.socketPort,
    appBy: failing.way.host,
  });
  onTestFinished(() => browsers[Symbol.asyncDispose]());
  const { olga, bob } = await meet({ app: stage.app, browsers });
  const { page } = olga;
  const asked = uploadRequests(page);
  const bytes = randomBytes(SIZE);
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const path = join(folder.path, 'film.bin');
  await writeFile(path, bytes);
  const before = failing.carried();
  failing.failAfter(CUT_AT);
  await button(page, 'Add').click();
  const chooser = page.waitForEvent('filechooser');
  await action(page, 'File').click();
  await (await chooser).setFiles(path);
  await expect.poll(failing.isDead, { timeout: 30_000 }).toBe(true);
  const parts = await percentages(page);
  failing.cut();
  const untilCut = asked.length;
  await expect.poll(() => asked.length, { timeout: 30_000 }).toBeGreaterThan(untilCut);
  failing.mend();

  const tile = page.getByRole('list', { name: 'Files of your message' }).getByRole('listitem');
  await expect.poll(() => tile.getAttribute('aria-label'), { timeout: 60_000 }).toMatch(/13 MB$/);
  expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  const after = asked.slice(untilCut);
  expect(after.filter(({ method }) => method === 'PATCH')[0]?.offset).toBeGreaterThanOrEqual(
    5 * MB,
  );
  expect(Math.min(...(await parts()))).toBeGreaterThan(40);
  // Each byte went to the server once, but for what was on its way.
  expect(failing.carried() - before).toBeLessThan(SIZE + MB);

  await say(olga, 'The film');
  const downloading = bob.page.waitForEvent('download');
  await bob.page.getByRole('link', { name: /^Download film\.bin/ }).click();
  expect((await readFile(await (await downloading).path())).equals(bytes)).toBe(true);
});
