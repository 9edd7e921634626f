import type { DatabaseHandle } from '../db/client.ts';
import { createLogWriter, type LogWriter } from '../db/log-writer.ts';
import type { EventLog } from '../domain/ports.ts';

/** What a small pool has; with more, connections only wait for each other's locks. */
const CONNECTIONS = 10;
/** Longer than any of them waits for its turn. */
const LOCK_MS = 5_000;

/**
 * The peer: one transaction for each message, which locks the event's row. The same
 * schema, rules, statements and round trips as ours, with plans kept as well, so that
 * the difference is the shared commit alone.
 */
export function createRowLockLog(database: Pick<DatabaseHandle, 'newWriterConnection'>): EventLog {
  const free = Array.from({ length: CONNECTIONS }, () =>
    createLogWriter(database.newWriterConnection),
  );
  const waiting: ((writer: LogWriter) => void)[] = [];
  const take = (): Promise<LogWriter> =>
    new Promise((resolve) => {
      const writer = free.pop();
      if (writer === undefined) waiting.push(resolve);
      else resolve(writer);
    });
  const giveBack = (writer: LogWriter): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(writer);
    else next(writer);
  };
  return {
    async append(draft) {
      const writer = await take();
      try {
        const options = { lockMs: LOCK_MS, isCutShort: () => false };
        const [outcome] = (await writer.append([draft], options)).outcomes;
        if (outcome === undefined) throw new Error('a draft without an outcome');
        return outcome;
      } finally {
        giveBack(writer);
      }
    },
  };
}
