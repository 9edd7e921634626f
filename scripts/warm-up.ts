import { setTimeout as sleep } from 'node:timers/promises';

/** Metro builds at the first request; on two slow cores that takes minutes. */
const REQUEST_TIMEOUT_MS = 600_000;
const PROGRESS_MS = 5_000;

/** Expo reads its settings first, which takes seconds on a cold disk. */
const LISTEN_TIMEOUT_MS = 120_000;
const POLL_MS = 200;

/**
 * Asks the app server for all that its first page needs, so that whoever opens it does not have to wait, and
 * says every few seconds how far it is.
 *
 * @returns whether the page can be used. What failed is in the app server's own output.
 */
export async function warmUp(appUrl: string, log: (line: string) => void): Promise<boolean> {
  if (!(await isListening(appUrl))) return false;
  const page = await timed('the first page', log, () => get(`${appUrl}/`));
  if (page === undefined) return false;
  const scripts = scriptsOf(page);
  for (const path of scripts) {
    const script = await timed("the page's script", log, () => get(new URL(path, appUrl).href));
    if (script === undefined) return false;
  }
  const api = await timed('the API', log, () => get(`${appUrl}/api/health`));
  return api !== undefined && scripts.length > 0;
}

async function timed<T>(
  what: string,
  log: (line: string) => void,
  work: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const startedAt = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - startedAt) / 1_000)} s`;
  const progress = setInterval(() => log(`Building ${what} … ${seconds()}`), PROGRESS_MS);
  try {
    const done = await work();
    log(done === undefined ? `Could not build ${what}.` : `Built ${what} in ${seconds()}.`);
    return done;
  } finally {
    clearInterval(progress);
  }
}

/** Waits for the app server's port; its process may need a while before it listens. */
async function isListening(url: string): Promise<boolean> {
  const deadline = Date.now() + LISTEN_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const answered = await fetch(`${url}/status`).then(
      () => true,
      () => false,
    );
    if (answered) return true;
    await sleep(POLL_MS);
  }
  return false;
}

/** The answer's text; nothing where there was none, or a failure. */
async function get(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    const body = await response.text();
    return response.ok ? body : undefined;
  } catch {
    return undefined;
  }
}

/** The addresses of a page's own scripts. */
export function scriptsOf(page: string): readonly string[] {
  return [...page.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, src = '']) =>
    src.replaceAll('&amp;', '&'),
  );
}
