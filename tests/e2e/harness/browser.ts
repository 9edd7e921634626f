import { chromium, type Browser, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

import { chromium as installed } from '../../harness/requirements.ts';
import type { App } from './app.ts';
import type { Visitor } from './people.ts';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const DESKTOP = { width: 1_280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** Pages that the built app needs a moment for, on a slow machine with other work. */
const ACTION_TIMEOUT_MS = 20_000;

export interface Browsers extends AsyncDisposable {
  /** A browser profile of its own for each person, closed after the test. */
  visitor(
    name: string,
    options?: { viewport?: typeof DESKTOP; hasTouch?: boolean },
  ): Promise<Visitor>;
}

interface Ways extends Pick<App, 'url' | 'socketPort'> {
  /** `host:port` in place of the app server's, by which its pages reach it; they do not see that. */
  readonly appBy?: string;
}

export async function openBrowsers(ways: Ways): Promise<Browsers> {
  const baseURL = ways.url;
  const browser = await launch(ways);
  return {
    async visitor(name, { viewport = DESKTOP, hasTouch = false } = {}) {
      const device = { viewport, hasTouch, isMobile: hasTouch };
      const context = await browser.newContext({ baseURL, ...device, locale: 'en-GB' });
      context.setDefaultTimeout(ACTION_TIMEOUT_MS);
      const page = await context.newPage();
      await slowDown(page);
      const printed: string[] = [];
      page.on('console', (message) => printed.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => printed.push(`page error: ${error.message}`));
      onTestFinished(async ({ task }) => {
        if (task.result?.state === 'fail') await report(page, name, printed);
        await context.close();
      });
      return { page, context, name };
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** `SLOW_BROWSER=6` has pages run as on a device so many times slower. */
async function slowDown(page: Page): Promise<void> {
  const rate = Number(process.env['SLOW_BROWSER'] ?? 1);
  if (rate === 1) return;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate });
}

/** What somebody saw when a test failed. */
async function report(page: Page, name: string, printed: readonly string[]): Promise<void> {
  const path = `tests/e2e/.out/${name.replaceAll(' ', '-')}-${Date.now()}.png`;
  await page.screenshot({ path }).catch(() => undefined);
  console.error([`${name} is at ${page.url()} (${path})`, ...printed.slice(-20)].join('\n'));
}

const launch = ({ url, socketPort, appBy }: Ways): Promise<Browser> => {
  const mapped = [
    `MAP localhost:3001 127.0.0.1:${socketPort}`,
    ...(appBy === undefined ? [] : [`MAP ${new URL(url).host} ${appBy}`]),
  ];
  return chromium.launch({
    ...(installed.path !== undefined && { executablePath: installed.path }),
    // The socket server's port is free to choose, so the tests run beside a `npm run dev`.
    args: [...ARGS, `--host-resolver-rules=${mapped.join(',')}`],
  });
};
