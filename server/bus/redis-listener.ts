import { setTimeout as sleep } from 'node:timers/promises';

import { openRedis } from '../../lib/server/bus/redis-client.ts';
import { within } from '../../lib/server/bus/within.ts';

/** How often the way there and back is tried, and how long it may take. */
const PROBE_EVERY_MS = 500;
const PROBE_TIMEOUT_MS = 300;

/** Probes in vain after which a Redis counts as not there at the start. */
const FIRST_PROBES = 4;

/** Probes in vain after which a connection that looks open is made anew. */
const GIVE_UP_AFTER = 6;

export interface RedisListenerOptions {
  readonly url: string;
  readonly channel: string;
  /** A channel that nobody else listens to. */
  readonly ownChannel: string;
  readonly onPacket: (text: string) => void;
  /**
   * Told whenever it changes, and of a Redis that is not there at the start. What was said while it
   * was not healthy may not have been heard.
   * @param error what Redis or the connection to it said last, if anything.
   */
  readonly onHealth: (isHealthy: boolean, error: unknown) => void;
  /** Sends to a channel over the connection that hints are sent on. */
  readonly probe: (channel: string, text: string) => Promise<void>;
}

/**
 * Listens to Redis on a connection of its own. Healthy is only what was tried:
 * twice a second a word to itself has to come back, by the same two connections
 * that hints go by. So a Redis that is paused, or a connection that is open on
 * this side alone, is noticed as well as one that ended.
 */
export function listenRedis(options: RedisListenerOptions): AsyncDisposable {
  const { url, channel, ownChannel, onPacket, onHealth, probe } = options;
  const stop = new AbortController();
  let lastError: unknown;
  const client = openRedis(url, (error) => (lastError = error));
  let isHealthy: boolean | null = null;
  let onEcho: (() => void) | null = null;

  const become = (next: boolean): void => {
    if (next === isHealthy || stop.signal.aborted) return;
    isHealthy = next;
    onHealth(next, lastError);
    lastError = undefined;
  };
  client.on('ready', () => void client.subscribe(channel, ownChannel).catch(() => {}));
  client.on('close', () => isHealthy !== null && become(false));
  client.on('message', (to: string, text: string) => {
    if (to === ownChannel) onEcho?.();
    else onPacket(text);
  });

  const isThere = async (): Promise<boolean> => {
    const echo = new Promise<void>((resolve) => (onEcho = resolve));
    try {
      await within(PROBE_TIMEOUT_MS, Promise.all([probe(ownChannel, ''), echo]));
      return true;
    } catch {
      return false;
    }
  };
  const keepProbing = async (): Promise<void> => {
    let failures = 0;
    while (!stop.signal.aborted) {
      const found = await isThere();
      failures = found ? 0 : failures + 1;
      if (found || isHealthy !== null || failures === FIRST_PROBES) become(found);
      if (failures > 0 && failures % GIVE_UP_AFTER === 0 && client.status === 'ready') {
        client.disconnect(true);
      }
      await sleep(PROBE_EVERY_MS, undefined, { signal: stop.signal }).catch(() => {});
    }
  };

  const probing = keepProbing();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      client.disconnect();
      await probing;
    },
  };
}
