import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Browser } from 'playwright-core';

import {
  askApi,
  backstage,
  findEvent,
  insideWalk,
  postMessage,
  signIn,
  visitChatEnd,
  type Screen,
} from './stage.ts';

const PORT = 8_099;
const TITLE = 'Ten years of small conferences';
const PAGE = `<!doctype html><title>${TITLE}</title>
<meta property="og:site_name" content="The organisers’ notebook">
<meta property="og:description" content="What we learned about rooms, coffee, microphones and people who want to talk to each other.">`;

/**
 * Alice allows previews and posts a link to a page of this machine: the app has to be started with
 * LINK_PREVIEW_NETWORKS=127.0.0.0/8 LINK_PREVIEW_PORTS=8099.
 */
export async function postLink(browser: Browser): Promise<void> {
  const site = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
  });
  await new Promise<void>((resolve) => void site.listen(PORT, '127.0.0.1', resolve));
  const { port } = site.address() as AddressInfo;
  try {
    await backstage(browser, async (page) => {
      await signIn(page);
      const eventPath = await findEvent(page);
      await askApi(page, 'PATCH', `/api${eventPath}`, { settings: { linkPreviews: true } });
      const link = `http://127.0.0.1:${port}/notebook`;
      await postMessage(page, eventPath, { content: `Worth reading before tonight: ${link}` });
      await visitChatEnd(page, eventPath);
      await page.getByRole('log').getByText(TITLE).last().waitFor();
    });
  } finally {
    site.close();
  }
}

const previewScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'chat-preview',
    open: async (page) => {
      await visitChatEnd(page, eventPath);
      await page.getByRole('log').getByText(TITLE).last().waitFor();
    },
  },
];

export const previewsWalk = insideWalk(previewScreens);
