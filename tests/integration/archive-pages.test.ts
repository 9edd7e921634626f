import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { chromium, type Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { openDiskStore } from '../../lib/api/files/disk-store.ts';
import { startApi } from '../harness/api.ts';
import { exportEvent, exportOwn, unpackBytes } from '../harness/archive.ts';
import { busyEvent, HOSTILE } from '../harness/busy-event.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { chromium as installed } from '../harness/requirements.ts';

test.skipIf(installed.path === undefined)(
  '[EXPORT-7] the pages open from a folder without a network or a script, lead to each other, and what was written is text in them',
  async () => {
    using folder = temporaryFolder();
    const filesFolder = join(folder.path, 'files-here');
    await using api = await startApi({ filesFolder });
    const { bob, eventId } = await busyEvent(api);
    const { db } = api.database;
    const to = { folder: folder.path, name: 'event.zip', bytes: await openDiskStore(filesFolder) };
    const files = await unpackBytes(await exportEvent(db, eventId, to));
    const own = await unpackBytes(await exportOwn(db, bob.id, { ...to, name: 'own.zip' }));
    for (const [place, unpacked] of [['event', files] as const, ['own', own] as const]) {
      for (const [path, content] of unpacked) {
        const file = join(folder.path, place, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, content);
      }
    }
    await using browser = await chromium.launch({
      ...(installed.path !== undefined && { executablePath: installed.path }),
      args: ['--no-sandbox'],
    });
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const outside: string[] = [];
    context.on('request', (request) => {
      if (!request.url().startsWith('file:')) outside.push(request.url());
    });
    const page = await context.newPage();
    page.on('dialog', () => outside.push('a dialog'));
    await page.goto(pathToFileURL(join(folder.path, 'event', 'index.html')).href);
    expect(await page.title()).toBe('A <b>busy</b> event');
    expect(await page.locator('script, img').count()).toBe(0);
    await page.getByRole('link', { name: 'In its place' }).first().click();
    await page.waitForURL(/pages\/0001\.html/);
    await page.locator('footer').waitFor();
    const words = await page.locator('.words').allTextContents();
    for (const hostile of HOSTILE) expect(words).toContain(hostile);
    expect(await page.locator('script, img:not(.picture), b, [onmouseover]').count()).toBe(0);
    await seePictures(page);
    await seeFiles(page);
    expect(await page.locator('main > .message').count()).toBeGreaterThan(1);
    expect(await page.locator('body > :not(header, main, footer)').count()).toBe(0);
    // An answer leads to what it answers, and no page is wider than a phone.
    await page.locator('a.quote').first().click();
    await expect
      .poll(() => page.locator('.message:target').textContent())
      .toContain('Where is the coffee?');
    const isWider = () =>
      document.documentElement.scrollWidth > document.documentElement.clientWidth;
    expect(await page.evaluate(isWider)).toBe(false);
    await page.getByRole('link', { name: 'All pages' }).first().click();
    await page.getByRole('link', { name: 'All of them' }).click();
    expect(await page.getByRole('listitem').count()).toBe(3);
    await page.goto(pathToFileURL(join(folder.path, 'own', 'index.html')).href);
    expect(await page.getByRole('link', { name: 'Your messages in all events' }).count()).toBe(1);
    await page.getByRole('link', { name: 'Look at the files' }).click();
    await expect.poll(() => page.locator('img.picture').evaluateAll(isDecoded)).toEqual([true]);
    expect(await page.getByRole('link', { name: /^song\.wav/ }).count()).toBe(1);
    expect(outside).toEqual([]);
  },
  90_000,
);

const isDecoded = (pictures: readonly Element[]): readonly boolean[] =>
  pictures.map((each) => each instanceof HTMLImageElement && each.naturalWidth > 0);

/** Pictures are there, have their places before they are, and lead to all of them. */
async function seePictures(page: Page): Promise<void> {
  const pictures = page.locator('img.picture');
  expect(await pictures.count()).toBe(2);
  for (const each of await pictures.all()) await each.scrollIntoViewIfNeeded();
  await expect.poll(() => pictures.evaluateAll(isDecoded)).toEqual([true, true]);
  const looks = await pictures.evaluateAll((all) =>
    all.map((each) => [
      each.getAttribute('width'),
      each.getAttribute('height'),
      each.getAttribute('loading'),
    ]),
  );
  expect(looks).toEqual([
    ['384', '128', 'lazy'],
    ['38', '384', 'lazy'],
  ]);
  expect(await pictures.first().getAttribute('style')).toMatch(/^background:rgb\(\d+ \d+ \d+\)$/);
  // One whose name is no address as it stands.
  const whole = await page.context().newPage();
  const address = await pictures
    .last()
    .locator('xpath=..')
    .evaluate((link) => (link instanceof HTMLAnchorElement ? link.href : ''));
  await whole.goto(address);
  expect(await whole.locator('img').evaluateAll(isDecoded)).toEqual([true]);
  await whole.close();
}

/** Other files are links to files that are there, and no page of somebody's own is opened by a browser. */
async function seeFiles(page: Page): Promise<void> {
  const links = await page
    .locator('a.file')
    .evaluateAll((all) =>
      all.map((each) =>
        each instanceof HTMLAnchorElement ? [each.textContent ?? '', each.href] : [],
      ),
    );
  const words = links.map(([text = '']) => text.replaceAll(/\s+/g, ' ').trim());
  expect(words).toEqual([
    'song.wav Sound, 16.0 kB',
    'plan (final).pdf Document, 4.0 kB',
    'page.html Document, 25 bytes',
  ]);
  for (const [, href = ''] of links) await access(fileURLToPath(href));
  expect(links[2]?.[1]).toMatch(/\/page\.html\.bin$/);
  const preview = page.locator('a.preview');
  expect(await preview.count()).toBe(1);
  expect(await preview.textContent()).toContain('Tracks <b>and</b> times');
  expect(await preview.textContent()).toContain('example.org');
}
