import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';

import { pageOf, sayPage, startWebSite, type WebSite } from '../harness/web-page.ts';
import { action, button, input, meet, messageOf, openMenu } from './harness/meeting.ts';
import { say, sees } from './harness/people.ts';
import { setStage } from './harness/stage.ts';

const TITLE = 'Ten years of small conferences';
const WORDS = 'What we learned about rooms and coffee.';

let site: WebSite;
const stage = setStage(async () => {
  const head = `<meta property="og:description" content="${WORDS}">`;
  site = await startWebSite(sayPage(pageOf(TITLE, head)));
  return { LINK_PREVIEW_NETWORKS: '127.0.0.0/8', LINK_PREVIEW_PORTS: String(site.port) };
});
afterAll(() => site?.[Symbol.asyncDispose]());

const switchOf = (page: Page) => page.getByRole('switch', { name: 'Show previews of links' });
const cards = (page: Page) =>
  page.getByRole('log').getByRole('link', { name: `${TITLE}, 127.0.0.1:${site.port}` });

/** Has the organiser turn the switch of the event's form, and come back to the chat. */
async function turnPreviews(page: Page, eventPath: string, isOn: boolean): Promise<void> {
  await page.goto(`${eventPath}/edit`);
  await switchOf(page).waitFor();
  expect(await switchOf(page).isChecked()).toBe(!isOn);
  await switchOf(page).click();
  await expect.poll(() => switchOf(page).isChecked()).toBe(isOn);
  await button(page, 'Save changes').click();
  await page.waitForURL((url) => !url.pathname.endsWith('/edit'));
  await page.goto(`${eventPath}/chat`);
  await input(page).waitFor();
}

test('[LINK-13] [LINK-1] [LINK-4] [LINK-10] where an organiser wants it, both see what a link leads to, until its author takes that away', async () => {
  const { olga, bob, eventPath } = await meet(stage);
  const both = [olga, bob];
  await say(olga, `Before: ${site.url('/before')}`);
  await sees(bob, `Before: ${site.url('/before')}`);

  await turnPreviews(olga.page, eventPath, true);
  await say(olga, `Read this: ${site.url('/notebook')}`);
  for (const { page } of both) {
    const card = messageOf(page, 'Read this').getByRole('link', { name: TITLE });
    await card.getByText(TITLE).waitFor();
    await card.getByText(WORDS).waitFor();
    await card.getByText(`127.0.0.1:${site.port}`, { exact: true }).waitFor();
    expect(await card.getAttribute('href')).toBe(site.url('/notebook'));
  }
  for (const { page } of both) {
    await page.reload();
    await cards(page).waitFor();
    expect(await cards(page).count()).toBe(1);
  }
  // Readers' devices ask nothing, and nobody asks for what was posted before.
  expect(site.asked).toEqual(['/notebook']);

  await openMenu(olga.page, 'Read this');
  await action(olga.page, 'Remove preview').click();
  for (const { page } of both) await expect.poll(() => cards(page).count()).toBe(0);
  await bob.page.reload();
  await messageOf(bob.page, 'Read this').waitFor();
  expect(await cards(bob.page).count()).toBe(0);

  await turnPreviews(olga.page, eventPath, false);
  await say(olga, `Off: ${site.url('/off')}`);
  // Once a later message has one, it is clear that the one before gets none.
  await turnPreviews(olga.page, eventPath, true);
  await say(olga, `On: ${site.url('/on')}`);
  await messageOf(bob.page, 'On: ').getByRole('link', { name: TITLE }).waitFor();
  expect(await cards(bob.page).count()).toBe(1);
  expect(site.asked).toEqual(['/notebook', '/on']);
});
