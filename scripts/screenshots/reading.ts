import type { Page } from 'playwright-core';

import { findEvent, shoot, signIn, visit, type Walk } from './stage.ts';

/** How many of the newest messages are to be new. */
const NEW_MESSAGES = 3;

/** Marks the event's newest messages as unread. */
async function markUnread(page: Page, eventPath: string): Promise<void> {
  const { request } = page.context();
  const api = `${new URL(page.url()).origin}/api${eventPath}`;
  const answer = await request.get(`${api}/messages?limit=${NEW_MESSAGES}`);
  const { messages } = (await answer.json()) as { messages: readonly { readonly seq: number }[] };
  const headers = { origin: new URL(page.url()).origin };
  await request.put(`${api}/unread`, { data: { seq: messages[0]?.seq }, headers });
}

/** What is unread: in the list of events, and in the chat that one comes into. */
export const readingWalk: Walk = async (page, suffix) => {
  await signIn(page);
  const eventPath = await findEvent(page);
  await markUnread(page, eventPath);
  const events = {
    name: 'events-unread',
    open: async () => (
      await visit(page, '/events'),
      page
        .getByRole('link', { name: /unread/ })
        .first()
        .waitFor()
    ),
  };
  const chat = {
    name: 'chat-unread',
    open: async () => (
      await visit(page, `${eventPath}/chat`),
      page.getByRole('separator', { name: 'New messages' }).waitFor()
    ),
  };
  for (const screen of [events, chat]) await shoot(page, screen, suffix);
};
