import type { Browser } from 'playwright-core';

import { askApi, backstage, findEvent, insideWalk, signIn, visit, type Screen } from './stage.ts';

const SHOWN = 'Lunch is ready in the garden hall. The next talk begins at 13:30.';
const DRAFT = 'Thank you all for coming! Slides will be at https://example.org/slides.';

interface Announced {
  readonly announcementId: string;
}

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
    const shown = (await askApi(page, 'POST', path, { content: SHOWN })) as Announced;
    await askApi(page, 'PUT', `${path}/${shown.announcementId}/showing`);
    const draft = (await askApi(page, 'POST', path, { content: DRAFT })) as Announced;
    await what();
    await askApi(page, 'DELETE', `${path}/${shown.announcementId}/showing`);
    for (const { announcementId } of [shown, draft])
      await askApi(page, 'DELETE', `${path}/${announcementId}`);
  });

export const announcementsWalk = insideWalk(announcementScreens);
