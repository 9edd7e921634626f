import { listReactors } from '../../../db/reactors.ts';
import { react } from '../../../domain/react.ts';
import type { ProtocolError } from '../../../protocol/errors.ts';
import type { Result } from '../../../protocol/result.ts';
import type { ReactionChange, ReactorsPage, ReactorsQuery } from '../../../protocol/rest.ts';
import type { AnswerValue } from '../../../protocol/wire.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

type Answer<Value> = Promise<Result<Value, ProtocolError>>;

export const list = (
  { db }: Services,
  { person, eventId, messageId, query }: Call<ReactorsQuery>,
): Answer<ReactorsPage> => listReactors(db, { eventId, messageId, userId: person.id, ...query });

export const set = (
  { log, budgets, newId }: Services,
  { person, eventId, messageId, body: { emoji, on } }: Call<undefined, ReactionChange>,
): Answer<AnswerValue<'react'>> =>
  react({ log, budget: budgets.reactions, newId }, person, { eventId, messageId, emoji, on });
