import { insideWalk, visit, type Screen } from './stage.ts';

/** A search that finds something, and the place in the chat that it leads to. */
const searchScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'search',
    open: async (page) => {
      await visit(page, `/search?event=${eventPath.split('/').at(-1)}`);
      await page.getByRole('searchbox').fill('coffee');
      await page.getByRole('list', { name: 'Messages found' }).waitFor();
    },
  },
  {
    name: 'chat-found',
    open: async (page) => {
      await page.getByRole('list', { name: 'Messages found' }).getByRole('link').last().click();
      await page.getByRole('button', { name: 'Jump to latest' }).waitFor();
    },
  },
];

export const searchWalk = insideWalk(searchScreens);
