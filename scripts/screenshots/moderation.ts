import type { Page } from 'playwright-core';
import { DEMO_LOGINS } from '../demo-data.ts';
import { findEvent, insideWalk, shoot, signIn, visit, type Screen, type Walk } from './stage.ts';

const moderationScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'moderate-chat',
    open: async (page) => (
      await visit(page, `${eventPath}/chat`),
      await page.getByRole('button', { name: 'Moderate this chat' }).click(),
      page.getByText('Slow mode', { exact: true }).waitFor()
    ),
  },
  {
    name: 'moderate-person',
    open: async (page) => (
      await visit(page, eventPath),
      await page
        .getByRole('button', { name: /^Moderate (?!this chat)/ })
        .first()
        .click(),
      page.getByRole('button', { name: 'Ban…' }).waitFor()
    ),
  },
];

/** What who moderates sees of the chat that they are in. */
export const moderationWalk = insideWalk(moderationScreens);

/** What somebody sees who can't write, while the chat is frozen. */
export const frozenWalk: Walk = async (page, suffix) => {
  await signIn(page);
  const eventPath = await findEvent(page);
  await signIn(page, DEMO_LOGINS[1]);
  const frozen = {
    name: 'chat-frozen',
    open: async () => (
      await visit(page, `${eventPath}/chat`),
      await page.getByText(/^The chat is frozen/).waitFor(),
      page.getByLabel('Message', { exact: true }).fill('What I was about to say stays')
    ),
  };
  await shoot(page, frozen, suffix);
};

/** Alice freezes the chat, or lets everybody write again. */
export async function pressFreeze(page: Page): Promise<void> {
  await signIn(page);
  await visit(page, `${await findEvent(page)}/chat`);
  await page.getByRole('button', { name: 'Moderate this chat' }).click();
  await page.getByRole('switch', { name: 'Freeze the chat' }).click();
  await page.waitForLoadState('networkidle');
}
