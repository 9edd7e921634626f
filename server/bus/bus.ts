import { randomUUID } from 'node:crypto';

import { BUS_CHANNEL, SESSION_CHANNEL, listen } from '../../db/listen.ts';
import { isFrom, readPacket, type Hint } from '../../lib/server/bus/hints.ts';
import { channelOf } from '../../lib/server/bus/redis-client.ts';
import { openSender } from '../../lib/server/bus/sender.ts';
import type { Log } from '../../lib/server/log.ts';
import type { SocketServerConfig } from '../config-type.ts';
import { Audience } from './audience.ts';
import { listenRedis } from './redis-listener.ts';

export interface BusEvents {
  /** What another process tells. May be doubled, late, wrong, or never come. */
  readonly onHint: (hint: Hint, from: string) => void;
  /** Somebody says that a session ended or changed. */
  readonly onSession: (sessionId: string) => void;
  /** Told whenever it changes. */
  readonly onHealth: (isHealthy: boolean) => void;
}

export interface Bus extends AsyncDisposable {
  /** Tells all other nodes, if there may be any, and if it can. Returns at once. */
  readonly tell: (hint: Hint) => void;
  /** Answers a process that is no node. Rejects where the database can't be reached. */
  readonly answer: (text: string) => Promise<void>;
  /** Resolves when everything that was handed in is told, or could not be. */
  readonly settle: () => Promise<void>;
  /** Whether hints arrive, as far as this node can know. */
  readonly isHealthy: () => boolean;
}

/**
 * What this node and the others tell each other: by PostgreSQL's notifications,
 * and by Redis where there is one. It only makes things fast. Whatever is told
 * here may be lost; nothing may depend on it.
 */
export function openBus(
  config: Pick<SocketServerConfig, 'databaseUrl' | 'redisUrl' | 'authSecret'>,
  log: Log,
  events: BusEvents,
): Bus {
  const { databaseUrl, redisUrl, authSecret } = config;
  const processId = randomUUID();
  const sender = openSender({ databaseUrl, redisUrl, authSecret, processId, log });
  const health = followHealth(events.onHealth);
  const audience = new Audience(() => sender.tell({ is: 'here' }));
  const onPacket = (text: string): void => {
    if (isFrom(processId, text)) return;
    const packet = readPacket(text);
    if (packet === null || packet.from === processId) return;
    for (const hint of packet.hints) {
      audience.hear(hint);
      events.onHint(hint, packet.from);
    }
  };
  const { onSession } = events;
  const listeners = [
    listenDatabase({ databaseUrl, log, onPacket, onSession, audience }, health.part()),
  ];
  if (redisUrl !== undefined) {
    const channel = channelOf(authSecret);
    const ownChannel = `${channel}:${processId}`;
    const { probe } = sender;
    const onHealth = reportRedis(log, health.part());
    listeners.push(listenRedis({ url: redisUrl, channel, ownChannel, onPacket, onHealth, probe }));
  }
  return {
    tell(hint) {
      if (audience.isToHear(hint)) sender.tell(hint);
    },
    answer: sender.answer,
    settle: sender.settle,
    isHealthy: health.isWhole,
    async [Symbol.asyncDispose]() {
      await Promise.all(listeners.map((listener) => listener[Symbol.asyncDispose]()));
      await sender[Symbol.asyncDispose]();
    },
  };
}

interface DatabaseListening {
  readonly databaseUrl: string;
  readonly log: Log;
  readonly onPacket: (text: string) => void;
  readonly onSession: (sessionId: string) => void;
  readonly audience: Audience;
}

function listenDatabase(
  { databaseUrl, log, onPacket, onSession, audience }: DatabaseListening,
  setHealthy: (isHealthy: boolean) => void,
): AsyncDisposable {
  let hasComplained = false;
  return listen({
    url: databaseUrl,
    channels: [BUS_CHANNEL, SESSION_CHANNEL],
    onNotification: (channel, payload) =>
      channel === SESSION_CHANNEL ? onSession(payload) : onPacket(payload),
    onHealth(isHealthy) {
      if (isHealthy) hasComplained = false;
      audience.listen(isHealthy);
      setHealthy(isHealthy);
    },
    onOthers: (areThere) => audience.see(areThere),
    onError(error) {
      if (!hasComplained) log.warn({ error }, 'Notifications of the database are interrupted');
      hasComplained = true;
    },
  });
}

const reportRedis =
  (log: Log, setHealthy: (isHealthy: boolean) => void) =>
  (isHealthy: boolean, error: unknown): void => {
    if (isHealthy) log.info('Redis is there: hints go by it');
    else log.warn({ error }, 'Redis does not answer: hints go by the database');
    setHealthy(isHealthy);
  };

/** The health of several ways: all of them must be whole, for nobody knows which one others use. */
function followHealth(onChange: (isHealthy: boolean) => void) {
  const parts: boolean[] = [];
  const isWhole = (): boolean => parts.every(Boolean);
  return {
    isWhole,
    part(): (isHealthy: boolean) => void {
      const index = parts.push(false) - 1;
      return (isHealthy) => {
        const before = isWhole();
        parts[index] = isHealthy;
        if (isWhole() !== before) onChange(isWhole());
      };
    },
  };
}
