import { openDatabase } from './client.ts';
import { ANSWER_CHANNEL, BUS_CHANNEL } from './listen.ts';

/** PostgreSQL refuses a payload of 8,000 bytes. */
export const NOTIFICATION_MAX_BYTES = 7_900;

export interface Notifier extends AsyncDisposable {
  /** Sends each text to whoever listens to `BUS_CHANNEL`. Rejects where the database can't be reached. */
  readonly notify: (texts: readonly string[]) => Promise<void>;
  /** The same to whoever listens to `ANSWER_CHANNEL`. */
  readonly answer: (text: string) => Promise<void>;
}

/** Its name has each connection plan it once: it is asked after each commit. */
const tellAll = {
  name: 'hallway_notify',
  text: 'select pg_notify($1, hint) from unnest($2::text[]) hint',
};

/**
 * Sends notifications on a connection of its own, made at the first one and
 * again after each loss. Never inside a transaction that writes, whose commit
 * would then wait for a lock that all of PostgreSQL shares.
 */
export function openNotifier({
  url,
  onIdleError,
}: {
  readonly url: string;
  readonly onIdleError: (error: Error) => void;
}): Notifier {
  const { pool, [Symbol.asyncDispose]: close } = openDatabase({
    url,
    max: 1,
    name: 'hallway notify',
    onIdleError,
  });
  return {
    notify: async (texts) => {
      await pool.query({ ...tellAll, values: [BUS_CHANNEL, texts] });
    },
    answer: async (text) => {
      await pool.query({ ...tellAll, values: [ANSWER_CHANNEL, [text]] });
    },
    [Symbol.asyncDispose]: close,
  };
}
