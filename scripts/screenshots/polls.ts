import type { Browser, Page } from 'playwright-core';

import { DEMO_LOGINS } from '../demo-data.ts';
import {
  askApi,
  backstage,
  findEvent,
  insideWalk,
  signIn,
  visitChatEnd,
  type Screen,
} from './stage.ts';

const QUESTION = 'What do you want to hear next?';
const OPTIONS = ['PostgreSQL at the edge', 'How we test sockets', 'A long coffee break'];
const OVER = 'Was it too loud?';

const card = (page: Page, question: string) =>
  page.getByRole('group', { name: `Poll: ${question}` }).last();

/** Alice asks twice, of which one is over; others vote. */
export async function askPolls(browser: Browser): Promise<void> {
  let path = '';
  const ids: string[] = [];
  await backstage(browser, async (page) => {
    await signIn(page);
    path = `/api${await findEvent(page)}/polls`;
    const asked = [
      { question: OVER, options: ['Yes', 'No'] },
      { question: QUESTION, options: OPTIONS },
    ];
    for (const poll of asked) {
      const { id } = (await askApi(page, 'POST', path, poll)) as { readonly id: string };
      ids.push(id);
      await askApi(page, 'PUT', `${path}/${id}/vote`, { choices: [0] });
    }
  });
  for (const [index, login] of DEMO_LOGINS.entries()) {
    if (index === 0) continue;
    await backstage(browser, async (page) => {
      await signIn(page, login);
      for (const id of ids) await askApi(page, 'PUT', `${path}/${id}/vote`, { choices: [1] });
    });
  }
  await backstage(browser, async (page) => {
    await signIn(page);
    await askApi(page, 'PUT', `${path}/${ids[0]}/end`);
  });
}

const pollScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'chat-poll',
    open: async (page) => {
      await visitChatEnd(page, eventPath);
      await card(page, QUESTION).getByRole('radio', { name: /vote/ }).first().waitFor();
      await card(page, OVER).getByText('Closed').waitFor();
    },
  },
  {
    name: 'chat-voters',
    open: async (page) => {
      await card(page, QUESTION).getByRole('button', { name: 'Who voted' }).click();
      await page.getByRole('dialog').getByText('Alice').first().waitFor();
    },
  },
  {
    name: 'new-poll',
    open: async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Poll' }).click();
      await page.getByLabel('Question', { exact: true }).fill('Where shall we eat tonight?');
      await page.getByLabel('Option 1').fill('By the river');
      await page.getByLabel('Option 2').fill('At the night market');
    },
  },
];

export const pollsWalk = insideWalk(pollScreens);
