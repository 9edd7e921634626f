import { noSuchEvent } from '../../../db/events.ts';
import { readHistory } from '../../../db/history.ts';
import { takesPart } from '../../../domain/decide.ts';
import { sendMessage } from '../../../domain/send-message.ts';
import { refusal, type ProtocolError } from '../../../protocol/errors.ts';
import type { MessagesPage, MessagesQuery, NewMessage } from '../../../protocol/rest.ts';
import { fail, ok, type Result } from '../../../protocol/result.ts';
import type { AnswerValue } from '../../../protocol/wire.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

type Answer<Value> = Promise<Result<Value, ProtocolError>>;

const notTakingPart = refusal(
  'forbidden',
  'Attend this event first (or mark it as interesting) to read its chat.',
);

export async function list(
  { db }: Services,
  { person, eventId, query }: Call<MessagesQuery>,
): Answer<MessagesPage> {
  const history = await readHistory(db, { eventId, userId: person.id, ...query });
  if (history === null) return fail(noSuchEvent);
  return takesPart(history.participation) ? ok(history.page) : fail(notTakingPart);
}

export const post = (
  { log, budgets, newId }: Services,
  { person, eventId, body: { content, clientMessageId } }: Call<undefined, NewMessage>,
): Answer<AnswerValue<'send-message'>> =>
  sendMessage({ log, budget: budgets.messages, newId }, person, {
    eventId,
    content,
    ...(clientMessageId !== undefined && { clientMessageId }),
  });
