import { createVisibilityReader, setInvisible } from '../../../db/visibility.ts';
import { getPresence, setVisibility } from '../../../domain/presence.ts';
import type { ProtocolError } from '../../../protocol/errors.ts';
import { ok, type Result } from '../../../protocol/result.ts';
import type { AnswerValue, Visibility } from '../../../protocol/wire.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

type Answer<Value> = Promise<Result<Value, ProtocolError>>;

export const list = (
  { presence }: Services,
  { person, eventId }: Call,
): Answer<AnswerValue<'get-presence'>> => getPresence(presence, person, eventId);

export async function read({ db }: Services, { person }: Call): Answer<Visibility> {
  const { isInvisible } = await createVisibilityReader(db)(person.id);
  return ok({ isInvisible });
}

export const set = (
  { db, budgets, wake }: Services,
  { person, body }: Call<undefined, Visibility>,
): Answer<Visibility> =>
  setVisibility(
    {
      setInvisible: (userId, isInvisible) => setInvisible(db, userId, isInvisible),
      budget: budgets.visibility,
      tell: wake.visibilityChanged,
    },
    person,
    body.isInvisible,
  );
