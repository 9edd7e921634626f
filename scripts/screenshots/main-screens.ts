import { findEvent, heading, shoot, signIn, visit, type Screen, type Walk } from './stage.ts';

const OUTSIDE: readonly Screen[] = [
  {
    name: 'welcome',
    open: async (page) => (await visit(page, '/'), heading(page, /hallway/i)),
  },
  {
    name: 'sign-in',
    open: async (page) => (await visit(page, '/sign-in'), heading(page, 'Welcome back')),
  },
  {
    name: 'sign-up',
    open: async (page) => (await visit(page, '/sign-up'), heading(page, 'Create your account')),
  },
];

const insideScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'events',
    open: async (page) => (
      await visit(page, '/events'),
      page.getByRole('listitem').first().waitFor()
    ),
  },
  {
    name: 'event',
    open: async (page) => (
      await visit(page, eventPath),
      page.getByRole('list', { name: 'Participants' }).waitFor()
    ),
  },
  {
    name: 'chat',
    open: async (page) => (
      await visit(page, `${eventPath}/chat`),
      page.getByRole('article').first().waitFor()
    ),
  },
  {
    name: 'new-event',
    open: async (page) => (await visit(page, '/events/new'), page.getByLabel('Title').waitFor()),
  },
  {
    name: 'profile',
    open: async (page) => (
      await visit(page, '/profile'),
      page.getByText('This device').first().waitFor()
    ),
  },
  {
    name: 'not-found',
    open: async (page) => (await visit(page, '/nowhere'), heading(page, 'This door leads nowhere')),
  },
];

/** What everybody sees first. */
export const mainWalk: Walk = async (page, suffix) => {
  for (const screen of OUTSIDE) await shoot(page, screen, suffix);
  await signIn(page);
  for (const screen of insideScreens(await findEvent(page))) await shoot(page, screen, suffix);
};
