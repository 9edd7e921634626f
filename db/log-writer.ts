import { DatabaseError, type Client } from 'pg';

import type { Draft } from '../domain/log.ts';
import { appendBySteps, type Outcome } from './log.ts';
import type { Head } from './log-facts.ts';
import { roundTrip, type Prepared } from './round-trip.ts';
import type { Statement } from './statements.ts';

/** Each statement must see what was committed before it, whatever the server's default is. */
const begin: Statement = {
  name: 'hallway_begin',
  text: 'begin isolation level read committed',
  values: [],
};
const commit: Statement = { name: 'hallway_commit', text: 'commit', values: [] };
const waitForLocks = (ms: number): Statement => ({
  name: 'hallway_lock_timeout',
  text: `select set_config('lock_timeout', $1, true)`,
  values: [String(ms)],
});

/**
 * A plan that was made while the tables were empty uses any index, and then reads a whole log for each draft. So
 * plans are made anew as the tables may have doubled, and now and then for ever.
 */
const PLANS_LAST_BATCHES = 1_024;
const isPlanningTime = (batch: number): boolean =>
  batch % PLANS_LAST_BATCHES === 0 || Number.isInteger(Math.log2(batch));

export interface AppendOptions {
  /** Longest wait for the logs' locks; the connection's own if left out. */
  readonly lockMs?: number;
  /** What an earlier try of the same had decided, as for `appendBySteps`. */
  readonly tentative?: readonly (Outcome | null)[];
  /** Told what was decided, before the transaction is sent to be committed. */
  readonly onDecided?: (outcomes: readonly Outcome[]) => void;
  /** Whether a log must be an older one than this node has known: then it gets a new epoch. */
  readonly isCutShort: (head: Head) => boolean;
}

export interface Written {
  /** One a draft, in the same order. */
  readonly outcomes: readonly Outcome[];
  /** Where the logs concerned stood before, with the epoch that the new entries belong to. */
  readonly heads: readonly Head[];
  /** Those of them that had been cut short, and got a new epoch. */
  readonly renewed: readonly Head[];
}

/** Appends batches, each in a transaction, on one connection that it keeps and makes again when it is lost. */
export interface LogWriter {
  /**
   * As `appendBatch`, in two round trips.
   * @throws the database's error. Where the connection was lost the outcome is unknown.
   */
  append(drafts: readonly Draft[], options: AppendOptions): Promise<Written>;
}

interface Open {
  readonly client: Client;
  readonly prepared: Prepared;
}

/**
 * One append at a time.
 *
 * @param newConnection makes a connection that is not open yet.
 * @param onConnected what must be done after a connection was made and before it is used.
 */
export function createLogWriter(
  newConnection: () => Client,
  onConnected: () => Promise<void> = () => Promise.resolve(),
): LogWriter {
  let open: Open | null = null;
  let batches = 0;

  const connect = async (): Promise<Open> => {
    const client = newConnection();
    const forget = (): void => {
      if (open?.client === client) open = null;
    };
    client.on('error', forget).on('end', forget);
    try {
      await client.connect();
      await onConnected();
      return { client, prepared: new Map() };
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
  };

  const giveUp = async (client: Client, error: unknown): Promise<void> => {
    if (isOfTransaction(error) && (await isRolledBack(client))) return;
    open = null;
    void client.end().catch(() => {});
  };

  return {
    async append(drafts, options) {
      const on = (open ??= await connect());
      batches += 1;
      const planning = isPlanningTime(batches) ? on.client.query('discard plans') : null;
      planning?.catch(() => {});
      try {
        return await appendOn(on, drafts, options);
      } catch (error) {
        await giveUp(on.client, error);
        throw error;
      }
    },
  };
}

/** Whether only the transaction failed: after anything else a new connection may find another server, or plans. */
const isOfTransaction = (error: unknown): boolean =>
  error instanceof DatabaseError && /^(22|23|40|55)/.test(error.code ?? '');

const isRolledBack = (client: Client): Promise<boolean> =>
  client.query('rollback').then(
    () => true,
    () => false,
  );

async function appendOn(
  { client, prepared }: Open,
  drafts: readonly Draft[],
  { lockMs, isCutShort, tentative, onDecided }: AppendOptions,
): Promise<Written> {
  let heads: readonly Head[] = [];
  let renewed: readonly Head[] = [];
  const outcomes = await appendBySteps(
    {
      async read(statements) {
        const start = lockMs === undefined ? [begin] : [begin, waitForLocks(lockMs)];
        const answers = await roundTrip(client, prepared, [...start, ...statements]);
        return answers.slice(start.length).map(({ rows }) => rows);
      },
      async onLocked(locked) {
        heads = [...locked.values()];
        const cutShort = heads.filter(isCutShort).map(({ eventId }) => eventId);
        if (cutShort.length === 0) return;
        const epochs = await renewEpochs(client, cutShort);
        heads = heads.map((head) => ({ ...head, epoch: epochs.get(head.eventId) ?? head.epoch }));
        renewed = heads.filter(({ eventId }) => epochs.has(eventId));
      },
      ...(onDecided !== undefined && { onDecided }),
      async write(statements) {
        const answers = await roundTrip(client, prepared, [...statements, commit]);
        const { command } = answers.at(-1) ?? {};
        if (command !== 'COMMIT') throw new Error(`a transaction ended by ${command}`);
        return [];
      },
    },
    drafts,
    tentative,
  );
  return { outcomes, heads, renewed };
}

async function renewEpochs(
  client: Client,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ event_id: string; epoch: string }>(
    `update event_log_head set epoch = gen_random_uuid()
     where event_id = any($1::text[]) returning event_id, epoch`,
    [[...eventIds]],
  );
  return new Map(rows.map(({ event_id, epoch }) => [event_id, epoch]));
}
