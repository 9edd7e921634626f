import type { ProtocolError } from '../protocol/errors.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import type { AnswerValue, Payload } from '../protocol/wire.ts';
import type { Person } from './log.ts';
import type { Budget } from './ports.ts';
import { noSuchEvent, tooFast } from './refusals.ts';
import { notTakingPart, type Participation } from './rights.ts';

/** How far somebody has read an event's log, and how many messages behind it are news to them. */
export interface ReadingPosition {
  readonly readSeq: number;
  readonly unread: number;
  /** How many of them mention them; left out where none does, and where nobody asked. */
  readonly mentions?: number;
}

/** Whose position moved. */
export interface MovedReading {
  readonly eventId: string;
  readonly userId: string;
  /** They have marked something as unread. */
  readonly isBack: boolean;
}

interface Place {
  readonly eventId: string;
  readonly userId: string;
  /** The position is to be here; beyond the log's head it is the head. */
  readonly seq: number;
}

export type PositionMove =
  /** Forward, unless somebody has set the position back behind `from` meanwhile. */
  | (Place & { readonly is: 'read'; readonly from?: number | undefined })
  /** To this place, wherever it was. */
  | (Place & { readonly is: 'unread' });

/** Moves of one person in one event are made one after the other. `null`: they do not take part. */
type MovePosition = (
  move: PositionMove,
) => Promise<(ReadingPosition & { readonly hasMoved: boolean }) | null>;

export interface ReadingDeps {
  readonly move: MovePosition;
  /** Asked for somebody who does not take part alone; `null`: there is no such event. */
  readonly readAccess: (
    place: Pick<Place, 'eventId' | 'userId'>,
  ) => Promise<{ readonly participation: Participation | null } | null>;
  readonly budget: Budget;
  /** Tells the person's devices that their position is another one. Called after it is stored. */
  readonly tell: (moved: MovedReading) => void;
}

type Outcome = Promise<Result<AnswerValue<'mark-read'>, ProtocolError>>;

/**
 * Moves somebody's reading position forward, and tells their other devices where it moved.
 *
 * Safe to repeat and in any order: a place before the position changes nothing, and one beyond the head is the head.
 * With `from`, the position that the device knew, what was read before somebody marked it as unread elsewhere does
 * not undo that. The answer is the position as it is now. A place in the log is taken by no entry.
 *
 * Refuses with `rate-limited`, `not-found`, and with `forbidden` who does not take part. Rules READ-1 to READ-6.
 */
export const markRead = (
  deps: ReadingDeps,
  { id: userId }: Person,
  { eventId, seq, from }: Payload<'mark-read'>,
): Outcome => move(deps, { is: 'read', eventId, userId, seq, from });

/** Sets the position before an entry, so that it and what is behind it are unread; otherwise as `markRead`. */
export const markUnread = (
  deps: ReadingDeps,
  { id: userId }: Person,
  { eventId, seq }: Payload<'mark-unread'>,
): Outcome => move(deps, { is: 'unread', eventId, userId, seq: Math.max(0, seq - 1) });

async function move(deps: ReadingDeps, asked: PositionMove): Outcome {
  const { eventId, userId } = asked;
  const exceeded = await deps.budget.take(userId);
  if (exceeded !== null)
    return fail(tooFast('You are moving your reading position too often.', exceeded));
  const moved = await deps.move(asked);
  if (moved === null) {
    const access = await deps.readAccess({ eventId, userId });
    return fail(
      access === null ? noSuchEvent : notTakingPart(access.participation, 'read its chat'),
    );
  }
  const { hasMoved, readSeq, unread } = moved;
  if (hasMoved) deps.tell({ eventId, userId, isBack: asked.is === 'unread' });
  return ok({ eventId, readSeq, unread });
}
