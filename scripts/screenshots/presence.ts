import type { Browser, Page } from 'playwright-core';

import { DEMO_LOGINS } from '../demo-data.ts';
import { backstage, findEvent, insideWalk, signIn, visit, type Screen } from './stage.ts';

const SHOW_WHO = /here now, show who/;

const presenceScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'chat-people',
    open: async (page) => (
      await visit(page, `${eventPath}/chat`),
      await page.getByRole('button', { name: SHOW_WHO }).click(),
      page.getByRole('dialog').getByRole('listitem').nth(1).waitFor()
    ),
  },
  {
    name: 'profile-appear-offline',
    open: async (page) => (
      await visit(page, '/profile'),
      page.getByRole('switch', { name: 'Appear offline' }).scrollIntoViewIfNeeded()
    ),
  },
];

/** Somebody else has the chat open while the pictures are taken. */
export const amongOthers = (browser: Browser, what: () => Promise<void>): Promise<void> =>
  backstage(browser, async (page: Page) => {
    await signIn(page, DEMO_LOGINS[1]);
    await visit(page, `${await findEvent(page)}/chat`);
    await page.getByRole('button', { name: SHOW_WHO }).waitFor();
    await what();
  });

export const presenceWalk = insideWalk(presenceScreens);
