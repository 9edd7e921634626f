import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { exportEvent, exportOwn, unpack } from '../harness/archive.ts';
import { busyEvent, HOSTILE } from '../harness/busy-event.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { chromium as installed } from '../harness/requirements.ts';

test.skipIf(installed.path === undefined)(
  '[EXPORT-7] the pages open from a folder without a network or a script, lead to each other, and what was written is text in them',
  async () => {
    await using api = await startApi();
    using folder = temporaryFolder();
    const { alice, eventId } = await busyEvent(api);
    const { db } = api.database;
    const to = { folder: folder.path, name: 'event.zip' };
    const files = await unpack(await exportEvent(db, eventId, to));
    const own = await unpack(await exportOwn(db, alice.id, { ...to, name: 'own.zip' }));
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
    expect(await page.locator('script, img, b, [onmouseover]').count()).toBe(0);
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
    expect(outside).toEqual([]);
  },
  60_000,
);
