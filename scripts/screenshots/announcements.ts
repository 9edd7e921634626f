import type { Browser, Page } from 'playwright-core';

import { backstage, findEvent, insideWalk, signIn, visit, type Screen } from './stage.ts';

const SHOWN = 'Lunch is ready in the garden hall. The next talk begins at 13:30.';
const DRAFT = 'Thank you all for coming! Slides will be at https://example.org/slides.';

const announcementScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'chat-announcement',
    open: async (page) => (
      await visit(page, `${eventPath}/chat`),
      page.getByRole('region', { name: 'Announcements' }).getByText(SHOWN).waitFor()
    ),
  },
  {
    name: 'announcements',
    open: async (page) => (
      await visit(page, `${eventPath}/announcements`),
      page.getByRole('region', { name: 'Drafts' }).getByText(DRAFT).waitFor()
    ),
  },
];

/** Alice shows one, and has another one ready; the pictures taken, hers is over. */
export const withAnnouncements = (browser: Browser, what: () => Promise<void>): Promise<void> =>
  backstage(browser, async (page) => {
    await signIn(page);
    const path = `/api${await findEvent(page)}/announcements`;
    const shown = await ask(page, 'POST', path, { content: SHOWN });
    await ask(page, 'PUT', `${path}/${shown.announcementId}/showing`);
    const draft = await ask(page, 'POST', path, { content: DRAFT });
    await what();
    await ask(page, 'DELETE', `${path}/${shown.announcementId}/showing`);
    for (const { announcementId } of [shown, draft])
      await ask(page, 'DELETE', `${path}/${announcementId}`);
  });

async function ask(
  page: Page,
  method: string,
  path: string,
  data?: object,
): Promise<{ readonly announcementId: string }> {
  const { origin } = new URL(page.url());
  const answer = await page.context().request.fetch(origin + path, {
    method,
    headers: { origin },
    ...(data !== undefined && { data }),
  });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
  const text = await answer.text();
  return (text === '' ? {} : JSON.parse(text)) as { readonly announcementId: string };
}

export const announcementsWalk = insideWalk(announcementScreens);
