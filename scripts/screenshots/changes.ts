import type { Page } from 'playwright-core';
import { findEvent, insideWalk, openMenu, signIn, visit, type Screen } from './stage.ts';

/** What a message says at last. */
export const RIGHT_WORDS = 'Closing words at four, in the big room.';

/** What one does with messages; `changeMessages` made them so. */
const changeScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'chat-changed',
    open: async (page) => (
      await visit(page, `${eventPath}/chat`),
      page.getByText('This message was deleted.').waitFor()
    ),
  },
  { name: 'chat-menu', open: (page) => openMenu(page, RIGHT_WORDS) },
  {
    name: 'chat-editing',
    open: async (page) => (
      await page.getByRole('menuitem', { name: 'Edit' }).click(),
      page.getByText('Editing your message').waitFor()
    ),
  },
];

/** Alice says two things, corrects one and takes the other back. */
export async function changeMessages(page: Page): Promise<void> {
  await signIn(page);
  await visit(page, await findEvent(page));
  const [wrong, right] = ['Cake is at the map table now.', 'Cake is at the testing table still.'];
  for (const text of ['Closing words at half past three.', wrong]) {
    await page.getByLabel('Message', { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
  }
  await openMenu(page, wrong);
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('This message was deleted.').waitFor();
  await openMenu(page, 'Closing words at half past three.');
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByLabel('New words of the message').fill(RIGHT_WORDS);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('edited').waitFor();
  await page.getByLabel('Message', { exact: true }).fill(right);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('article').getByText(right).waitFor();
}

export const changesWalk = insideWalk(changeScreens);
