import type { Browser } from 'playwright-core';

import { DEMO_LOGINS } from '../demo-data.ts';
import {
  backstage,
  findEvent,
  insideWalk,
  openMenu,
  postMessage,
  signIn,
  visit,
  type Screen,
} from './stage.ts';

const QUESTION = 'Does the last talk need the big room?';
const ANSWERS = ['Yes, it was full last year.', 'Then I move the chairs after lunch.'] as const;

const repliesScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'chat-replies',
    open: async (page) => (
      await visit(page, `${eventPath}/chat`),
      page.getByText(ANSWERS[1], { exact: true }).last().waitFor()
    ),
  },
  {
    name: 'chat-replying',
    open: async (page) => (
      await openMenu(page, ANSWERS[0]),
      await page.getByRole('menuitem', { name: 'Reply' }).click(),
      page.getByText(/^Replying to/).waitFor()
    ),
  },
];

/** Somebody asks, somebody answers, and Alice answers that. */
export async function answerMessages(browser: Browser): Promise<void> {
  const [alice, other] = DEMO_LOGINS;
  let eventPath = '';
  let replyTo: string | undefined;
  for (const [login, content] of [
    [alice, QUESTION],
    [other, ANSWERS[0]],
    [alice, ANSWERS[1]],
  ] as const) {
    await backstage(browser, async (page) => {
      await signIn(page, login);
      eventPath ||= await findEvent(page);
      replyTo = await postMessage(page, eventPath, {
        content,
        ...(replyTo !== undefined && { replyTo }),
      });
    });
  }
}

export const repliesWalk = insideWalk(repliesScreens);
