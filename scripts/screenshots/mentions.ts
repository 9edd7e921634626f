import type { Browser, Page } from 'playwright-core';

import { DEMO_LOGINS } from '../demo-data.ts';
import {
  backstage,
  findEvent,
  insideWalk,
  postMessage,
  signIn,
  visit,
  type Screen,
} from './stage.ts';

const CALL = 'are the lanyards at the door already?';

const mentionsScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'chat-mentioned',
    open: async (page) => (
      await visit(page, `${eventPath}/chat`),
      page.getByText(CALL).last().waitFor()
    ),
  },
  {
    name: 'chat-mentioning',
    open: async (page) => (
      await page.getByLabel('Message', { exact: true }).pressSequentially('Who has a ladder? @'),
      page.getByRole('listbox', { name: 'People to mention' }).waitFor()
    ),
  },
  {
    name: 'mentions',
    open: async (page) => (
      await visit(page, '/mentions'),
      page.getByRole('list', { name: 'Mentions' }).getByText(CALL).first().waitFor()
    ),
  },
];

/** Somebody calls Alice by her name. */
export async function mentionAlice(browser: Browser): Promise<void> {
  await backstage(browser, async (page) => {
    await signIn(page, DEMO_LOGINS[1]);
    const eventPath = await findEvent(page);
    const { userId, name } = await findAlice(page, eventPath);
    await postMessage(page, eventPath, {
      content: `@${name} and @moderators, ${CALL}`,
      mentions: [{ userId }, { group: 'moderators' }],
    });
  });
}

async function findAlice(
  page: Page,
  eventPath: string,
): Promise<{ readonly userId: string; readonly name: string }> {
  const { origin } = new URL(page.url());
  const url = `${origin}/api${eventPath}/participants?name=Alice`;
  const answer = (await (await page.context().request.get(url)).json()) as {
    readonly participants: readonly { readonly userId: string; readonly name: string }[];
  };
  const [alice] = answer.participants;
  if (alice === undefined) throw new Error('the demo has no Alice');
  return alice;
}

export const mentionsWalk = insideWalk(mentionsScreens);
