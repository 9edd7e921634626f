import type { Browser, Page } from 'playwright-core';

import {
  backstage,
  findEvent,
  insideWalk,
  postMessage,
  signIn,
  visit,
  type Screen,
} from './stage.ts';

const PINNED = [
  'Wi-Fi: hallway-guests. The code is on the back of your badge.',
  'The keynote moves to the big hall, still at 14:00.',
] as const;

const pinnedScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'chat-pins',
    open: async (page) => (
      await visit(page, `${eventPath}/chat`),
      await page.getByRole('button', { name: /^Pinned message/ }).click(),
      page.getByRole('img', { name: 'Pinned' }).last().waitFor()
    ),
  },
  {
    name: 'chat-pinned-list',
    open: async (page) => (
      await page.getByRole('button', { name: 'All pinned messages' }).click(),
      page.getByRole('dialog').getByText(PINNED[0]).first().waitFor()
    ),
  },
];

/** Alice says what everybody asks, and pins it. */
export async function pinMessages(browser: Browser): Promise<void> {
  await backstage(browser, async (page) => {
    await signIn(page);
    const eventPath = await findEvent(page);
    for (const content of PINNED) {
      await pin(page, eventPath, await postMessage(page, eventPath, { content }));
    }
  });
}

async function pin(page: Page, eventPath: string, messageId: string): Promise<void> {
  const { origin } = new URL(page.url());
  const url = `${origin}/api${eventPath}/pins/${messageId}`;
  await page.context().request.put(url, { headers: { origin } });
}

export const pinsWalk = insideWalk(pinnedScreens);
