import type { BrowserContext, Page } from 'playwright-core';
import { expect, vi } from 'vitest';

import { MessagesPage } from '../../../protocol/rest.ts';

/** What somebody does on the pages, in the words of the pages. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly name: string;
}

export const PASSWORD = 'a-long-password';

/** Creates an account on the sign-up page and waits for the list of events. */
export async function signUp({ page, name }: Visitor, email: string): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
}

export async function signIn({ page }: Visitor, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
}

/** Enters with a name only, from whatever page asks for one. */
export async function enterAsGuest({ page, name }: Visitor, path: string): Promise<void> {
  await page.goto(path);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Continue as guest' }).click();
}

/** Creates an event that starts in the future. @returns the path of its page. */
export async function createEvent({ page }: Visitor, title: string): Promise<string> {
  await page.goto('/events/new');
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Starts').fill('2030-06-01T18:00');
  await page.getByRole('button', { name: 'Create event' }).click();
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  return new URL(page.url()).pathname;
}

export async function attend({ page }: Visitor, eventPath: string): Promise<void> {
  await page.goto(eventPath);
  await page.getByRole('button', { name: 'Attending' }).first().click();
  await page.getByLabel('Message', { exact: true }).waitFor();
}

export async function say({ page }: Visitor, text: string): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/** Waits until the message stands in the list of messages. */
export const sees = ({ page }: Visitor, text: string, timeout = 15_000): Promise<void> =>
  page.getByRole('log').getByText(text, { exact: true }).waitFor({ timeout });

/**
 * Waits until these messages stand in this order, each once: in the page's own order too, which is what a
 * screen reader follows.
 */
export async function hasInOrder({ page }: Visitor, texts: readonly string[]): Promise<void> {
  await vi.waitFor(
    async () => {
      const found = await page.getByRole('log').getByText(anyOf(texts)).allTextContents();
      expect(found).toEqual(texts);
    },
    { timeout: 10_000, interval: 100 },
  );
}

const anyOf = (texts: readonly string[]): RegExp =>
  new RegExp(`^(?:${texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})$`);

/** The texts of an event's messages in the log's order, as the API gives them to this visitor. */
export async function storedMessages(
  { context }: Visitor,
  eventPath: string,
): Promise<readonly string[]> {
  const answer = await context.request.get(`/api${eventPath}/messages`);
  const page = MessagesPage.parse(await answer.json());
  return page.messages.map(({ content }) => content);
}
