import { afterAll, beforeAll } from 'vitest';

import { startApp, type App, type Settings } from './app.ts';
import { openBrowsers, type Browsers } from './browser.ts';

export interface Stage {
  readonly app: App;
  readonly browsers: Browsers;
}

/** The built app and a browser for all tests of a file: there from the first to the last. */
export function setStage(settings: () => Promise<Settings> = async () => ({})): Stage {
  let app: App;
  let browsers: Browsers;
  beforeAll(async () => {
    app = await startApp(await settings());
    browsers = await openBrowsers(app);
  });
  afterAll(async () => {
    await browsers?.[Symbol.asyncDispose]();
    await app?.[Symbol.asyncDispose]();
  });
  return {
    get app() {
      return app;
    },
    get browsers() {
      return browsers;
    },
  };
}
