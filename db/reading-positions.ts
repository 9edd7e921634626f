import { sql, type Kysely } from 'kysely';

import type { PositionMove, ReadingPosition } from '../domain/reading.ts';
import { mentionsBehind } from './mentions.ts';
import type { Database } from './schema.ts';
import { shareReads } from './shared-reads.ts';
import { unreadBehind } from './unread.ts';

/** A position after a move, and whether that changed it. */
export interface MovedPosition extends ReadingPosition {
  readonly hasMoved: boolean;
}

/** `null`: the person does not take part. */
type Mover = (move: PositionMove) => Promise<MovedPosition | null>;

/**
 * Moves reading positions, many at once: what is asked for during a statement goes into the next. Of moves of one
 * person in one event each sees the one before. A move that changes nothing writes nothing. A row that somebody else
 * has locked holds up nobody but its person.
 */
export function createPositionMover(db: Kysely<Database>): Mover {
  const moveAtOnce = shareReads((moves: readonly PositionMove[]) => moveFree(db, moves));
  return async (move) => {
    const moved = await moveAtOnce(move);
    if (moved !== null) return moved;
    // Its row is locked, or there is none: alone, it waits for a lock while it holds no other.
    return (await moveSome(db, [move], { waits: true })).get(move) ?? null;
  };
}

/** Reads where people have read to, many at once; the answers come in the order in which they were true. */
export const createPositionReader = (
  db: Kysely<Database>,
): ((of: Pick<PositionMove, 'eventId' | 'userId'>) => Promise<ReadingPosition | null>) =>
  shareReads((asked) => readAll(db, asked));

/** Those whose rows nobody else has locked; `null` for the others. */
async function moveFree(
  db: Kysely<Database>,
  moves: readonly PositionMove[],
): Promise<readonly (MovedPosition | null)[]> {
  const moved = new Map<PositionMove, MovedPosition>();
  for (const round of roundsOf(moves)) {
    const done = await moveSome(db, round, { waits: false });
    done.forEach((position, move) => moved.set(move, position));
  }
  return moves.map((move) => moved.get(move) ?? null);
}

/** Parts in each of which nobody moves twice, in the order of the moves. */
function roundsOf(moves: readonly PositionMove[]): readonly (readonly PositionMove[])[] {
  const rounds: PositionMove[][] = [];
  const counts = new Map<string, number>();
  for (const move of moves) {
    const key = `${move.eventId} ${move.userId}`;
    const index = counts.get(key) ?? 0;
    counts.set(key, index + 1);
    (rounds[index] ??= []).push(move);
  }
  return rounds;
}

interface MovedRow extends MovedPosition {
  readonly ord: number;
}

async function moveSome(
  db: Kysely<Database>,
  moves: readonly PositionMove[],
  { waits }: { readonly waits: boolean },
): Promise<ReadonlyMap<PositionMove, MovedPosition>> {
  const unread = unreadBehind({
    eventId: sql`decided.event_id`,
    userId: sql`decided.user_id`,
    seq: sql`decided.becomes`,
  });
  const { rows } = await sql<MovedRow>`
    with asked as (
      select * from unnest(
        ${moves.map(({ eventId }) => eventId)}::text[], ${moves.map(({ userId }) => userId)}::text[],
        ${moves.map(({ seq }) => seq)}::bigint[],
        ${moves.map((move) => (move.is === 'read' ? (move.from ?? 0) : 0))}::bigint[],
        ${moves.map(({ is }) => is === 'unread')}::boolean[]
      ) with ordinality as asked (event_id, user_id, seq, from_seq, is_back, ord)
    ), found as (
      select asked.*, p.read_seq, least(p.read_seq, h.head_seq) as was, h.head_seq
      from asked
      join participation p on p.event_id = asked.event_id and p.user_id = asked.user_id
      join event_log_head h on h.event_id = asked.event_id
      where p.status is not null and p.banned_at is null
      for no key update of p ${waits ? sql`` : sql`skip locked`}
    ), decided as (
      select *, case
        when is_back then least(seq, head_seq)
        when was >= from_seq then greatest(was, least(seq, head_seq))
        else was end as becomes
      from found
    ), moved as (
      update participation p set read_seq = d.becomes from decided d
      where p.event_id = d.event_id and p.user_id = d.user_id and d.becomes <> d.read_seq
    )
    select ord, becomes as "readSeq", becomes <> was as "hasMoved", ${unread} as unread from decided
  `.execute(db);
  return new Map(
    rows.flatMap(({ ord, ...position }) => {
      const move = moves[ord - 1];
      return move === undefined ? [] : [[move, position] as const];
    }),
  );
}

async function readAll(
  db: Kysely<Database>,
  asked: readonly Pick<PositionMove, 'eventId' | 'userId'>[],
): Promise<readonly (ReadingPosition | null)[]> {
  const unread = unreadBehind({
    eventId: sql`p.event_id`,
    userId: sql`p.user_id`,
    seq: sql`p.read_seq`,
  });
  const { rows } = await sql<Required<ReadingPosition> & { readonly ord: number }>`
    select asked.ord, least(p.read_seq, h.head_seq) as "readSeq", ${unread} as unread, ${mentionsBehind} as mentions
    from unnest(
      ${asked.map(({ eventId }) => eventId)}::text[], ${asked.map(({ userId }) => userId)}::text[]
    ) with ordinality as asked (event_id, user_id, ord)
    join participation p on p.event_id = asked.event_id and p.user_id = asked.user_id
    join event_log_head h on h.event_id = asked.event_id
    where p.status is not null and p.banned_at is null
  `.execute(db);
  const positions = new Map(
    rows.map(({ ord, mentions, ...position }) => [
      ord,
      { ...position, ...(mentions > 0 && { mentions }) },
    ]),
  );
  return asked.map((_, index) => positions.get(index + 1) ?? null);
}
