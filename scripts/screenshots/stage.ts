import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright-core';
import { DEMO_LOGINS, DEMO_PASSWORD } from '../demo-data.ts';

/** Where the app is, and where the pictures go. */
export const [baseUrl = 'http://localhost:8081', folder = 'docs/screenshots'] =
  process.argv.slice(2);

const WIDTHS = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1_280, height: 800 },
} as const;
const SCHEMES = ['light', 'dark'] as const;

/** Long enough for a development server that builds a page for the first time. */
const TIMEOUT_MS = 60_000;

/** What a development server shows of its own while it builds. */
const HIDDEN = '.__expo_fast_refresh { display: none !important }';

const FAILURE_PICTURE = join(tmpdir(), 'hallway-screenshot-failure.png');

export interface Screen {
  readonly name: string;
  /** Goes there and waits until it is worth a picture. */
  readonly open: (page: Page) => Promise<unknown>;
}

export const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { name }).first().waitFor();

export const visit = (page: Page, path: string) => page.goto(baseUrl + path);

/** Opens the chat at its end, also where something is unread further up. */
export async function visitChatEnd(page: Page, eventPath: string): Promise<void> {
  await visit(page, `${eventPath}/chat`);
  await page.getByRole('log').getByRole('article').first().waitFor();
  const jump = page.getByRole('button', { name: 'Jump to latest' });
  if (await jump.isVisible()) await jump.click();
}

export async function shoot(page: Page, screen: Screen, suffix: string): Promise<void> {
  await screen.open(page);
  // The pictures are of a page at rest: typefaces there, nothing on its way.
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.mouse.move(0, 0);
  await page.screenshot({
    path: join(folder, `${screen.name}-${suffix}.png`),
    animations: 'disabled',
    caret: 'hide',
    style: HIDDEN,
  });
}

/** Opens a message's menu as one does on this screen: with the mouse, or with a finger that rests on it. */
export async function openMenu(page: Page, text: string): Promise<void> {
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

/** Of those who have signed in before: signing in is limited. */
const cookies = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>();

export async function signIn(page: Page, login: string = DEMO_LOGINS[0]): Promise<void> {
  const context = page.context();
  await context.clearCookies();
  const kept = cookies.get(login);
  if (kept !== undefined) await context.addCookies(kept);
  await visit(page, kept === undefined ? '/sign-in' : '/events');
  if (kept === undefined) await giveCredentials(page, login);
  await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
  cookies.set(login, await context.cookies());
}

async function giveCredentials(page: Page, login: string): Promise<void> {
  await page.getByLabel('E-mail').fill(login);
  await page.getByLabel('Password').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The first event of the list that one takes part in oneself. */
export async function findEvent(page: Page): Promise<string> {
  const cards = page.getByRole('listitem').getByRole('link');
  await cards.first().waitFor();
  const own = cards.filter({ hasText: /You organise|You attend/ });
  const href = await ((await own.count()) > 0 ? own : cards).first().getAttribute('href');
  if (href === null) throw new Error('cannot find an event: is the demo data loaded?');
  return href;
}

/** Asks the API as who is signed in. @returns what it answers; nothing where it says nothing. */
export async function askApi(
  page: Page,
  method: string,
  path: string,
  data?: object,
): Promise<unknown> {
  const { origin } = new URL(page.url());
  const answer = await page.context().request.fetch(origin + path, {
    method,
    headers: { origin },
    ...(data !== undefined && { data }),
  });
  const text = await answer.text();
  if (!answer.ok()) throw new Error(`${method} ${path}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** Says something as who is signed in. @returns the message's id. */
export async function postMessage(page: Page, eventPath: string, data: object): Promise<string> {
  const message = await askApi(page, 'POST', `/api${eventPath}/messages`, data);
  return (message as { readonly id: string }).id;
}

/** Takes pictures of several screens, one after the other. */
export type Walk = (page: Page, suffix: string) => Promise<void>;

/** A walk of somebody who is signed in, through screens of the demo's event. */
export const insideWalk =
  (screensOf: (eventPath: string) => readonly Screen[]): Walk =>
  async (page, suffix) => {
    await signIn(page);
    for (const screen of screensOf(await findEvent(page))) await shoot(page, screen, suffix);
  };

/** Does something in a page of its own, of which there are no pictures. */
export async function backstage(
  browser: Browser,
  what: (page: Page) => Promise<void>,
): Promise<void> {
  await inPage(browser, { viewport: WIDTHS.desktop, locale: 'en-GB' }, what);
}

async function inPage(
  browser: Browser,
  options: BrowserContextOptions,
  what: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
  try {
    await what(page);
  } catch (error) {
    await page.screenshot({ path: FAILURE_PICTURE });
    console.error(`What the page showed instead: ${FAILURE_PICTURE}`);
    throw error;
  }
  await context.close();
}

/** The same walk at each width, light and dark. */
export async function shootAll(browser: Browser, walk: Walk): Promise<void> {
  for (const [device, viewport] of Object.entries(WIDTHS)) {
    for (const colorScheme of SCHEMES) {
      const isPhone = device === 'phone';
      const options = {
        viewport,
        hasTouch: isPhone,
        isMobile: isPhone,
        colorScheme,
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
      } as const;
      await inPage(browser, options, (page) => walk(page, `${device}-${colorScheme}`));
      console.log(`${device}, ${colorScheme}: done`);
    }
  }
}
