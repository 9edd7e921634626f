import type { Server as HttpServer } from 'node:http';

import { drainConnections, type Draining } from './drain.ts';
import { within } from './patience.ts';

export interface Serving extends Draining {
  readonly http: HttpServer;
  /** All of it together takes no longer. */
  readonly limitMs: number;
}

export interface StopSteps {
  /** Resolves when everything that was taken on is done. */
  readonly finish: () => Promise<void>;
  /** Lets go of the database and the timers. */
  readonly release: () => Promise<void>;
}

/** Parts of the limit: the rest is for the goodbyes. */
const FINISH_SHARE = 0.6;
const FINISH_MAX_MS = 5_000;
/** For the rest where that was not enough. */
const FINISH_LATE_MS = 500;
const RELEASE_SHARE = 0.15;
const RELEASE_MAX_MS = 1_350;

/**
 * Stops serving. Call when nobody new is let in any more. Tells the clients,
 * closes their connections one after the other, each when what it asked for is
 * answered, so that they look for another node; then lets go of everything.
 */
export async function stopServing(serving: Serving, steps: StopSteps): Promise<void> {
  const { io, http, limitMs, log } = serving;
  const patienceMs = Math.min(limitMs * FINISH_SHARE, FINISH_MAX_MS);
  const isDrained = await drainConnections(serving, patienceMs);
  http.close();
  const isDone = await within(isDrained ? patienceMs : FINISH_LATE_MS, steps.finish());
  if (!isDone) log.warn('Not everything that was under way could be finished');
  // Cuts whoever is left, and clears Socket.IO's own timers.
  const closed = io.close().catch(() => {});
  http.closeAllConnections();
  const releaseMs = Math.min(limitMs * RELEASE_SHARE, RELEASE_MAX_MS);
  await within(releaseMs, closed);
  await within(releaseMs, steps.release());
}
