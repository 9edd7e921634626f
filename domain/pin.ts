import type { ProtocolError } from '../protocol/errors.ts';
import { ok, type Result } from '../protocol/result.ts';
import type { AnswerValue, Payload } from '../protocol/wire.ts';
import { appendChange, type ChangeDeps } from './append-change.ts';
import type { Person } from './log.ts';

/**
 * Pins a message for everybody in its event, in the log's order.
 *
 * Safe to repeat: a message that is pinned stays where it is in the list.
 * Refuses with `rate-limited`, and as `decidePin` does.
 */
export const pinMessage = (
  deps: ChangeDeps,
  person: Person,
  asked: Payload<'pin-message'>,
): Promise<Result<AnswerValue<'pin-message'>, ProtocolError>> => setPin(deps, person, asked, true);

/** Takes a message's pin away. Safe to repeat. Refuses as {@link pinMessage} does. */
export const unpinMessage = (
  deps: ChangeDeps,
  person: Person,
  asked: Payload<'unpin-message'>,
): Promise<Result<AnswerValue<'unpin-message'>, ProtocolError>> =>
  setPin(deps, person, asked, false);

async function setPin(
  deps: ChangeDeps,
  { id: actorId }: Person,
  { eventId, messageId }: Payload<'pin-message'>,
  on: boolean,
): Promise<Result<AnswerValue<'pin-message'>, ProtocolError>> {
  const draft = { kind: 'pin', eventId, messageId, actorId, on } as const;
  const appended = await appendChange(deps, draft, 'You are pinning too fast.');
  return appended.ok ? ok({ eventId, messageId, ...appended.value }) : appended;
}
