import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from 'playwright-core';
import { DEMO_LOGINS, DEMO_PASSWORD } from './demo-data.ts';

/*
 * Pictures of the main screens of a running app with the demo data, at phone and desktop width, light and dark:
 *
 *     node scripts/screenshots.ts [address, else http://localhost:8081] [folder, else docs/screenshots]
 *
 * It writes to the demo's chat, so that there is something edited and deleted; ONLY=changes takes the pictures of that alone, ONLY=search those of search.
 * Needs Chromium at /usr/bin/chromium, or where CHROMIUM_PATH says.
 */

const [baseUrl = 'http://localhost:8081', folder = 'docs/screenshots'] = process.argv.slice(2);

const WIDTHS = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1_280, height: 800 },
} as const;
const SCHEMES = ['light', 'dark'] as const;

/** Long enough for a development server that builds a page for the first time. */
const TIMEOUT_MS = 60_000;

const FAILURE_PICTURE = join(tmpdir(), 'hallway-screenshot-failure.png');

const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
];

interface Screen {
  readonly name: string;
  /** Goes there and waits until it is worth a picture. */
  readonly open: (page: Page) => Promise<unknown>;
}

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { name }).first().waitFor();

const visit = (page: Page, path: string) => page.goto(baseUrl + path);

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

const RIGHT_WORDS = 'Closing words at four, in the big room.';

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

async function shoot(page: Page, screen: Screen, suffix: string): Promise<void> {
  await screen.open(page);
  // The pictures are of a page at rest: typefaces there, nothing on its way.
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.mouse.move(0, 0);
  await page.screenshot({
    path: join(folder, `${screen.name}-${suffix}.png`),
    animations: 'disabled',
    caret: 'hide',
  });
}

/** Opens a message's menu as one does on this screen: with the mouse, or with a finger that rests on it. */
async function openMenu(page: Page, text: string): Promise<void> {
  const message = page.getByRole('article').filter({ hasText: text }).last();
  const words = message.getByText(text);
  await words.waitFor();
  if (await page.evaluate(() => matchMedia('(hover: hover)').matches)) {
    await words.hover();
    await message.getByRole('button', { name: 'Message actions' }).click();
  } else await rest(page, words);
  await page.getByRole('menuitem', { name: 'Copy text' }).waitFor();
}

async function rest(page: Page, on: Locator): Promise<void> {
  const box = await on.boundingBox();
  if (box === null) throw new Error('cannot rest a finger on what is not there');
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await page.getByRole('menuitem', { name: 'Copy text' }).waitFor();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

async function signIn(page: Page): Promise<void> {
  await visit(page, '/sign-in');
  await page.getByLabel('E-mail').fill(DEMO_LOGINS[0]);
  await page.getByLabel('Password').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
}

/** Alice says two things, corrects one and takes the other back. */
async function changeMessages(browser: Browser): Promise<void> {
  const context = await browser.newContext({ viewport: WIDTHS.desktop, locale: 'en-GB' });
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
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
  await page.getByLabel('New words of the message').fill('Closing words at four, in the big room.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('edited').waitFor();
  await page.getByLabel('Message', { exact: true }).fill(right);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('article').getByText(right).waitFor();
  await context.close();
}

/** The first event of the list that one takes part in oneself. */
async function findEvent(page: Page): Promise<string> {
  const cards = page.getByRole('listitem').getByRole('link');
  await cards.first().waitFor();
  const own = cards.filter({ hasText: /You organise|You attend/ });
  const href = await ((await own.count()) > 0 ? own : cards).first().getAttribute('href');
  if (href === null) throw new Error('cannot find an event: is the demo data loaded?');
  return href;
}

type Walk = (page: Page, suffix: string) => Promise<void>;

const mainWalk: Walk = async (page, suffix) => {
  for (const screen of OUTSIDE) await shoot(page, screen, suffix);
  await signIn(page);
  for (const screen of insideScreens(await findEvent(page))) await shoot(page, screen, suffix);
};

const changesWalk: Walk = async (page, suffix) => {
  await signIn(page);
  for (const screen of changeScreens(await findEvent(page))) await shoot(page, screen, suffix);
};

const searchWalk: Walk = async (page, suffix) => {
  await signIn(page);
  for (const screen of searchScreens(await findEvent(page))) await shoot(page, screen, suffix);
};

async function take(walk: Walk, context: BrowserContext, suffix: string): Promise<void> {
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
  try {
    await walk(page, suffix);
  } catch (error) {
    await page.screenshot({ path: FAILURE_PICTURE });
    console.error(`What the page showed instead: ${FAILURE_PICTURE}`);
    throw error;
  }
}

async function shootAll(browser: Browser, walk: Walk): Promise<void> {
  for (const [device, viewport] of Object.entries(WIDTHS)) {
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({
        viewport,
        hasTouch: device === 'phone',
        isMobile: device === 'phone',
        colorScheme,
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
      });
      await take(walk, context, `${device}-${colorScheme}`);
      await context.close();
      console.log(`${device}, ${colorScheme}: done`);
    }
  }
}

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: BROWSER_ARGS,
});
try {
  const only = process.env['ONLY'];
  if (only === undefined) await shootAll(browser, mainWalk);
  if (only === undefined || only === 'search') await shootAll(browser, searchWalk);
  if (only === undefined || only === 'changes') {
    await changeMessages(browser);
    await shootAll(browser, changesWalk);
  }
} finally {
  await browser.close();
}
