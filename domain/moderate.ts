import { ok, type Result } from '../protocol/result.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import type { AnswerValue, Payload } from '../protocol/wire.ts';
import { appendChange, type ChangeDeps } from './append-change.ts';
import type { Act, Person } from './log.ts';

type ActAnswer = Promise<Result<AnswerValue<'mute'>, ProtocolError>>;

interface Whom {
  readonly eventId: string;
  readonly userId: string;
}

const TOO_MUCH = 'You are doing too much at once.';

/**
 * Does something to somebody's place in an event, in the log's order: it holds for all that comes behind it.
 *
 * Safe to repeat: what is so already changes nothing, but that a mute begins anew.
 * Refuses with `rate-limited`, and as `decideAct` does.
 */
async function act(
  deps: ChangeDeps,
  { id: actorId }: Person,
  { eventId, userId, act: asked }: Whom & { readonly act: Act },
): ActAnswer {
  const draft = { kind: 'act', eventId, actorId, userId, act: asked } as const;
  const appended = await appendChange(deps, draft, TOO_MUCH);
  return appended.ok ? ok({ eventId, userId, ...appended.value }) : appended;
}

/**
 * Gives somebody a role, or gives one's own up. With `handOver` an organiser makes somebody else one and steps
 * down: in this order, so that there always is one; a repeat finishes what was begun.
 */
export async function setRole(
  deps: ChangeDeps,
  person: Person,
  { eventId, userId, role, handOver = false }: Payload<'set-role'>,
): ActAnswer {
  const given = await act(deps, person, { eventId, userId, act: { type: 'role', role } });
  if (!given.ok || !handOver || role !== 'organiser' || userId === person.id) return given;
  const own = { type: 'role', role: 'participant' } as const;
  return act(deps, person, { eventId, userId: person.id, act: own });
}

/** Mutes somebody for so many seconds; for 0, no longer. */
export const mute = (
  deps: ChangeDeps,
  person: Person,
  { eventId, userId, forSeconds }: Payload<'mute'>,
): ActAnswer => act(deps, person, { eventId, userId, act: { type: 'mute', forSeconds } });

/** Ends somebody's participation; they may come back. */
export const remove = (
  deps: ChangeDeps,
  person: Person,
  { eventId, userId, reason }: Payload<'remove'>,
): ActAnswer => act(deps, person, { eventId, userId, act: { type: 'remove', reason } });

/** Ends somebody's participation for good. */
export const ban = (
  deps: ChangeDeps,
  person: Person,
  { eventId, userId, reason }: Payload<'ban'>,
): ActAnswer => act(deps, person, { eventId, userId, act: { type: 'ban', reason } });

/** Lifts a ban; they may come back. */
export const unban = (
  deps: ChangeDeps,
  person: Person,
  { eventId, userId }: Payload<'unban'>,
): ActAnswer => act(deps, person, { eventId, userId, act: { type: 'unban' } });

/** Freezes a chat or lets everybody write again, and sets its slow mode. Refuses as `decideRoomMode` does. */
export async function setRoomMode(
  deps: ChangeDeps,
  { id: actorId }: Person,
  { eventId, ...mode }: Payload<'set-room-mode'>,
): Promise<Result<AnswerValue<'set-room-mode'>, ProtocolError>> {
  const draft = { kind: 'room-mode', eventId, actorId, ...mode } as const;
  const appended = await appendChange(deps, draft, TOO_MUCH);
  return appended.ok ? ok({ eventId, ...appended.value }) : appended;
}
