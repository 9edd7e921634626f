import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'kysely';

import type { DatabaseHandle } from '../../db/client.ts';
import type { Head, TortureClient } from './client.ts';

interface EventHead extends Head {
  readonly eventId: string;
}

const POLL_MS = 250;
const MESSAGE_KINDS = ['message', 'message-edited', 'message-deleted'] as const;

/**
 * Waits until every client has everything that its rooms' logs hold, and nothing is under way.
 * @returns who does not have it when the time is over; empty where all have.
 */
export const converge = (
  { db }: DatabaseHandle,
  clients: readonly TortureClient[],
  withinMs: number,
): Promise<readonly string[]> => convergeTo(() => readLastPlaces(db), clients, withinMs);

/** The same, wherever the logs' places are read; `null`: they could not be. */
export async function convergeTo(
  readHeads: () => Promise<readonly EventHead[] | null>,
  clients: readonly TortureClient[],
  withinMs: number,
): Promise<readonly string[]> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const heads = await readHeads();
    const behind = clients.filter(
      (client) => heads === null || client.waiting() > 0 || !hasAll(client, heads),
    );
    if (behind.length === 0 || performance.now() > deadline) return behind.map(({ name }) => name);
    await sleep(POLL_MS);
  }
}

const hasAll = (client: TortureClient, heads: readonly EventHead[]): boolean =>
  heads.every((head) => !client.rooms().includes(head.eventId) || client.has(head.eventId, head));

/** What a client without our protocol is told too: of an act, that it ended a participation. */
const isToldToAll = sql<boolean>`e.kind in ('message', 'message-edited', 'message-deleted')
  or e.kind = 'participation' and coalesce(e.body->>'act', '') not in ('role', 'mute', 'unban')`;

/** What clients of ours alone are told: the end of a ban excepted, of which nobody is. */
const isToldToOurs = sql<boolean>`e.kind in ('reactions', 'pin', 'poll', 'preview', 'announcement', 'room-mode', 'question-votes')
  or e.kind = 'question' and e.body->>'isPublic' = 'true'
  or e.kind = 'participation' and e.body->>'act' in ('role', 'mute')`;

async function readLastPlaces(db: DatabaseHandle['db']): Promise<readonly EventHead[]> {
  const rows = await db
    .selectFrom('event_log_head as h')
    .leftJoin('log_entry as e', 'e.event_id', 'h.event_id')
    .select((eb) => [
      'h.event_id',
      eb.fn.max('e.seq').filterWhere(isToldToAll).as('told'),
      eb.fn.max('e.seq').filterWhere('e.kind', '=', 'message').as('message'),
      eb.fn.max('e.seq').filterWhere('e.kind', 'in', MESSAGE_KINDS).as('change'),
      eb.fn.max('e.seq').filterWhere(isToldToOurs).as('mark'),
    ])
    .groupBy('h.event_id')
    .execute();
  return rows.map((row) => ({
    eventId: row.event_id,
    seq: row.told ?? 0,
    lastMessageSeq: row.message ?? 0,
    lastChangeSeq: row.change ?? 0,
    lastMarkSeq: row.mark ?? 0,
  }));
}
