import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { button, meet } from './harness/meeting.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const card = (page: Page, content: string) =>
  page.getByRole('article', { name: `Question: ${content}` });
const vote = (page: Page, content: string) =>
  card(page, content).getByRole('button', { name: /^Vote for this question/ });

async function ask(page: Page, content: string): Promise<void> {
  await page.getByLabel('Your question').fill(content);
  await button(page, 'Ask').click();
}

/** The open questions as they stand. */
const openOnes = (page: Page) =>
  part(page, 'Open')
    .getByRole('article')
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));

test('[QUESTION-20] [QUESTION-22] one asks on a phone, an organiser approves at a desk, votes sort the list, and the stage goes on by keys', async () => {
  const { olga, bob, eventPath } = await meet(stage);
  await button(bob.page, 'Questions').tap();
  await bob.page.getByText('No questions yet').waitFor();
  await button(olga.page, 'Questions').click();
  await olga.page.getByText('No questions yet').waitFor();

  // Who moderates hears of it in the chat too.
  await olga.page.goBack();
  await ask(bob.page, 'Will there be slides?');
  await button(olga.page, 'Questions, 1 waiting').click();
  await part(bob.page, 'Yours, waiting for approval').getByText('Will there be slides?').waitFor();
  const waiting = part(olga.page, 'Waiting for approval');
  await waiting.getByText('Will there be slides?').waitFor();
  expect(await card(bob.page, 'Will there be slides?').getByText('Approve').count()).toBe(0);
  await waiting.getByRole('button', { name: 'Approve: Will there be slides?' }).click();
  await part(bob.page, 'Open').getByText('Will there be slides?').waitFor();

  await ask(olga.page, 'Who is hiring?');
  await waiting.getByRole('button', { name: 'Approve: Who is hiring?' }).click();
  await part(bob.page, 'Open').getByText('Who is hiring?').waitFor();
  await vote(bob.page, 'Who is hiring?').tap();
  // Told to everybody, and first from then on.
  for (const { page } of [olga, bob])
    await expect
      .poll(() => openOnes(page))
      .toEqual(['Question: Who is hiring?', 'Question: Will there be slides?']);
  await vote(olga.page, 'Who is hiring?').press('Enter');
  await card(bob.page, 'Who is hiring?')
    .getByRole('button', { name: 'Vote for this question, 2 votes', pressed: true })
    .waitFor();
  await bob.page.reload();
  await card(bob.page, 'Who is hiring?').getByRole('button', { pressed: true }).waitFor();

  await ask(bob.page, 'Buy cheap watches?');
  await waiting.getByRole('button', { name: 'Approve: Buy cheap watches?' }).click();
  await part(olga.page, 'Open')
    .getByRole('button', { name: 'Dismiss: Buy cheap watches?' })
    .click();
  await part(bob.page, 'Open').getByText('Buy cheap watches?').waitFor();
  await button(olga.page, 'Dismiss').click();
  for (const { page } of [olga, bob])
    await card(page, 'Buy cheap watches?').waitFor({ state: 'detached' });

  await bob.page.goto(`${eventPath}/stage`);
  await bob.page.getByRole('heading', { name: 'No question on stage' }).waitFor();
  expect(await button(bob.page, 'Next (→)').count()).toBe(0);
  await button(olga.page, 'Stage view').click();
  await part(olga.page, 'Next').getByText('Who is hiring?').waitFor();
  await olga.page.keyboard.press('ArrowRight');
  for (const { page } of [olga, bob])
    await page.getByRole('heading', { name: 'Who is hiring?', level: 1 }).waitFor();
  await olga.page.keyboard.press('PageDown');
  for (const { page } of [olga, bob])
    await page.getByRole('heading', { name: 'Will there be slides?', level: 1 }).waitFor();
  await olga.page.keyboard.press('a');
  await bob.page.getByRole('heading', { name: 'No question on stage' }).waitFor();
  await olga.page.keyboard.press('f');
  await expect.poll(() => olga.page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
});
