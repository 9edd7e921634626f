import { listUnread } from '../../../db/unread.ts';
import { markRead, markUnread, type ReadingDeps } from '../../../domain/reading.ts';
import type { ProtocolError } from '../../../protocol/errors.ts';
import type { ReadingChange, UnreadChange, UnreadEvents } from '../../../protocol/rest.ts';
import { ok, type Result } from '../../../protocol/result.ts';
import type { AnswerValue } from '../../../protocol/wire.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

type Answer<Value> = Promise<Result<Value, ProtocolError>>;

export const list = async ({ db }: Services, { person }: Call): Answer<UnreadEvents> =>
  ok({ events: [...(await listUnread(db, person.id))] });

export const read = (
  services: Services,
  { person, eventId, body }: Call<undefined, ReadingChange>,
): Answer<AnswerValue<'mark-read'>> => markRead(toReading(services), person, { eventId, ...body });

export const unread = (
  services: Services,
  { person, eventId, body }: Call<undefined, UnreadChange>,
): Answer<AnswerValue<'mark-unread'>> =>
  markUnread(toReading(services), person, { eventId, ...body });

const toReading = ({ reading, budgets, wake }: Services): ReadingDeps => ({
  ...reading,
  budget: budgets.reading,
  tell: wake.readingMoved,
});
