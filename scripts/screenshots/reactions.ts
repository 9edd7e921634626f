import type { Browser, Page } from 'playwright-core';
import { DEMO_LOGINS, DEMO_PASSWORD } from '../demo-data.ts';
import { RIGHT_WORDS } from './changes.ts';
import { baseUrl, insideWalk, openMenu, visit, type Screen } from './stage.ts';

/** What people of the demo give the chat's last message but one, twice, and its last. */
const GIVEN = [
  ['👍', '🎉', '❤️'],
  ['👍', '😂', '❤️'],
] as const;

interface Message {
  readonly id: string;
  readonly deletedAt?: string;
}

/** Some people react, by the API, to the last two messages of the demo's chat. */
export async function reactToMessages(browser: Browser, eventPath: string): Promise<void> {
  const messages = `/api${eventPath}/messages`;
  for (const [index, emojis] of GIVEN.entries()) {
    const context = await browser.newContext({ baseURL: baseUrl });
    const { request } = context;
    const headers = { origin: baseUrl };
    const login = { email: DEMO_LOGINS[index], password: DEMO_PASSWORD };
    await request.post('/api/auth/sign-in/email', { data: login, headers });
    const page = (await (await request.get(messages)).json()) as { messages?: Message[] };
    const standing = (page.messages ?? []).filter(({ deletedAt }) => deletedAt === undefined);
    for (const [nth, emoji] of emojis.entries()) {
      const message = standing.at(nth === 2 ? -1 : -2);
      const data = { emoji, on: true };
      await request.put(`${messages}/${message?.id}/reactions`, { data, headers });
    }
    await context.close();
  }
}

const openMenuOf = (page: Page) => openMenu(page, RIGHT_WORDS);

/** What one does with reactions; `reactToMessages` made them. */
const reactionScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'chat-reactions',
    open: async (page) => (
      await visit(page, `${eventPath}/chat`),
      page.getByRole('group', { name: 'Reactions' }).last().waitFor()
    ),
  },
  { name: 'chat-reaction-menu', open: openMenuOf },
  {
    name: 'chat-emoji-picker',
    open: async (page) => (
      await page.getByRole('button', { name: 'React with another emoji' }).click(),
      page.getByRole('button', { name: 'grinning face', exact: true }).waitFor()
    ),
  },
  {
    name: 'chat-reactors',
    open: async (page) => (
      await page.keyboard.press('Escape'),
      await openMenuOf(page),
      await page.getByRole('menuitem', { name: 'Who reacted' }).click(),
      page.getByRole('tablist').waitFor()
    ),
  },
];

export const reactionsWalk = insideWalk(reactionScreens);
