import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { DEMO_LOGINS, DEMO_PASSWORD } from './demo-data.ts';

/*
 * Pictures of the main screens of a running app with the demo data, at phone and desktop width, light and dark:
 *
 *     node scripts/screenshots.ts [address, else http://localhost:8081] [folder, else docs/screenshots]
 *
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

async function signIn(page: Page): Promise<void> {
  await visit(page, '/sign-in');
  await page.getByLabel('E-mail').fill(DEMO_LOGINS[0]);
  await page.getByLabel('Password').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
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

async function walk(context: BrowserContext, suffix: string): Promise<void> {
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
  try {
    for (const screen of OUTSIDE) await shoot(page, screen, suffix);
    await signIn(page);
    for (const screen of insideScreens(await findEvent(page))) await shoot(page, screen, suffix);
  } catch (error) {
    await page.screenshot({ path: FAILURE_PICTURE });
    console.error(`What the page showed instead: ${FAILURE_PICTURE}`);
    throw error;
  }
}

async function shootAll(browser: Browser): Promise<void> {
  for (const [device, viewport] of Object.entries(WIDTHS)) {
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({
        viewport,
        colorScheme,
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
      });
      await walk(context, `${device}-${colorScheme}`);
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
  await shootAll(browser);
} finally {
  await browser.close();
}
