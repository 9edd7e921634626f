import { listPins } from '../../../db/pins.ts';
import type { ChangeDeps } from '../../../domain/append-change.ts';
import { pinMessage, unpinMessage } from '../../../domain/pin.ts';
import { noSuchEvent } from '../../../domain/refusals.ts';
import { notTakingPart, takesPart } from '../../../domain/rights.ts';
import type { ProtocolError } from '../../../protocol/errors.ts';
import { fail, ok, type Result } from '../../../protocol/result.ts';
import type { Pins } from '../../../protocol/rest.ts';
import type { AnswerValue } from '../../../protocol/wire.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

type Answer<Value> = Promise<Result<Value, ProtocolError>>;

const toDeps = ({ log, budgets, newId }: Services): ChangeDeps => ({
  log,
  budget: budgets.changes,
  newId,
});

export async function list({ db }: Services, { person, eventId }: Call): Answer<Pins> {
  const found = await listPins(db, { eventId, userId: person.id });
  if (found === null) return fail(noSuchEvent);
  return takesPart(found.participation)
    ? ok(found.pins)
    : fail(notTakingPart(found.participation, 'read its chat'));
}

export const pin = (
  services: Services,
  { person, eventId, messageId }: Call,
): Answer<AnswerValue<'pin-message'>> =>
  pinMessage(toDeps(services), person, { eventId, messageId });

export const unpin = (
  services: Services,
  { person, eventId, messageId }: Call,
): Answer<AnswerValue<'unpin-message'>> =>
  unpinMessage(toDeps(services), person, { eventId, messageId });
