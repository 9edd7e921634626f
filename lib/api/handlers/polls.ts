import { listVoters } from '../../../db/voters.ts';
import { closePoll, createPoll, vote } from '../../../domain/poll.ts';
import type { ProtocolError } from '../../../protocol/errors.ts';
import type { Result } from '../../../protocol/result.ts';
import type { NewPoll, ReactorsPage, VoteChange, VotersQuery } from '../../../protocol/rest.ts';
import type { AnswerValue } from '../../../protocol/wire.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

type Answer<Value> = Promise<Result<Value, ProtocolError>>;

export const create = (
  { log, budgets, newId, presence, closeLater }: Services,
  { person, eventId, body }: Call<undefined, NewPoll>,
): Answer<AnswerValue<'create-poll'>> => {
  const { readAccess } = presence;
  const deps = { log, budget: budgets.messages, newId, readAccess, closeLater };
  return createPoll(deps, person, { eventId, ...body });
};

export const cast = (
  { log, budgets, newId, wake }: Services,
  { person, eventId, messageId, body: { choices } }: Call<undefined, VoteChange>,
): Answer<AnswerValue<'vote'>> =>
  vote({ log, budget: budgets.reactions, newId, tell: wake.voted }, person, {
    eventId,
    messageId,
    choices,
  });

export const close = (
  { log, budgets, newId }: Services,
  { person, eventId, messageId }: Call,
): Answer<AnswerValue<'close-poll'>> =>
  closePoll({ log, budget: budgets.changes, newId }, person, { eventId, messageId });

export const voters = (
  { db }: Services,
  { person, eventId, messageId, query }: Call<VotersQuery>,
): Answer<ReactorsPage> => listVoters(db, { eventId, messageId, userId: person.id, ...query });
