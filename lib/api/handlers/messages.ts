import { readHistory } from '../../../db/history.ts';
import { listVersions } from '../../../db/message-versions.ts';
import { noSuchEvent } from '../../../domain/refusals.ts';
import { notTakingPart, takesPart } from '../../../domain/rights.ts';
import { deleteMessage, editMessage } from '../../../domain/change-message.ts';
import { removePreview as takeAway } from '../../../domain/preview.ts';
import { sendMessage } from '../../../domain/send-message.ts';
import type { ProtocolError } from '../../../protocol/errors.ts';
import type {
  MessageChange,
  MessageVersions,
  MessagesPage,
  MessagesQuery,
  NewMessage,
} from '../../../protocol/rest.ts';
import { fail, ok, type Result } from '../../../protocol/result.ts';
import type { AnswerValue } from '../../../protocol/wire.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

type Answer<Value> = Promise<Result<Value, ProtocolError>>;

export async function list(
  { db }: Services,
  { person, eventId, query }: Call<MessagesQuery>,
): Answer<MessagesPage> {
  const history = await readHistory(db, { eventId, userId: person.id, ...query });
  if (history === null) return fail(noSuchEvent);
  return takesPart(history.participation)
    ? ok(history.page)
    : fail(notTakingPart(history.participation, 'read its chat'));
}

export const versions = (
  { db }: Services,
  { person, eventId, messageId }: Call,
): Answer<MessageVersions> => listVersions(db, { eventId, messageId, userId: person.id });

export const post = (
  { log, budgets, newId }: Services,
  { person, eventId, body }: Call<undefined, NewMessage>,
): Answer<AnswerValue<'send-message'>> =>
  sendMessage({ log, budget: budgets.messages, newId }, person, {
    eventId,
    ...body,
  });

export const edit = (
  { log, budgets, newId }: Services,
  { person, eventId, messageId, body: { content } }: Call<undefined, MessageChange>,
): Answer<AnswerValue<'edit-message'>> =>
  editMessage({ log, budget: budgets.changes, newId }, person, { eventId, messageId, content });

export const remove = (
  { log, budgets, newId }: Services,
  { person, eventId, messageId }: Call,
): Answer<AnswerValue<'delete-message'>> =>
  deleteMessage({ log, budget: budgets.changes, newId }, person, { eventId, messageId });

export const removePreview = (
  { log, budgets, newId }: Services,
  { person, eventId, messageId }: Call,
): Answer<AnswerValue<'remove-preview'>> =>
  takeAway({ log, budget: budgets.changes, newId }, person, { eventId, messageId });
