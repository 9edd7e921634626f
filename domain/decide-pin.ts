import { refusal, type ProtocolError } from '../protocol/errors.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import { PINS_MAX } from '../protocol/wire.ts';
import type { Facts, Target, Verdict } from './facts.ts';
import type { PinDraft } from './log.ts';
import { byDraft } from './placed.ts';
import { noSuchMessage } from './refusals.ts';
import { refuseActor } from './refuse-actor.ts';
import { may } from './rights.ts';

/** Whether a message gets a pin, or loses it: by whoever moderates. Rules PIN-1 to PIN-3. */
export function decidePin(draft: PinDraft, facts: Facts): Result<Verdict, ProtocolError> {
  const { target, pinned = [] } = facts;
  const refused = refuseActor(facts) ?? refuseUnlessModerating(facts);
  if (refused !== null) return fail(refused);
  const { messageId, on } = draft;
  if (target === null || isGone(draft, target)) return fail(noSuchMessage);
  if (pinned.includes(messageId) === on) return ok({ type: 'unchanged' });
  if (on && pinned.length >= PINS_MAX) return fail(tooManyPins);
  const pin = { messageId, messageSeq: target.seq, on };
  return ok({ type: 'append', entry: { kind: 'pin', ...byDraft(draft, facts), ...pin } });
}

/** Taking a pin from a message that was deleted meanwhile is no fault: it has none. */
const isGone = ({ on }: PinDraft, { deletedAt }: Target): boolean => on && deletedAt !== null;

const refuseUnlessModerating = ({ participation }: Facts): ProtocolError | null =>
  may(participation, 'pin')
    ? null
    : refusal('forbidden', 'Only organisers and moderators pin messages.');

const tooManyPins = refusal(
  'invalid',
  `An event can have ${PINS_MAX} pinned messages at most. Unpin one first.`,
);
