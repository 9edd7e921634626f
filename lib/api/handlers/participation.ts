import { listParticipants, readCounts } from '../../../db/participants.ts';
import { setParticipation } from '../../../domain/participation.ts';
import { badCursor, noSuchEvent } from '../../../domain/refusals.ts';
import type { ProtocolError } from '../../../protocol/errors.ts';
import type {
  ParticipantsPage,
  ParticipantsQuery,
  ParticipationAnswer,
} from '../../../protocol/rest.ts';
import { fail, ok, type Result } from '../../../protocol/result.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

type Answer<Value> = Promise<Result<Value, ProtocolError>>;

export async function list(
  { db }: Services,
  { eventId, query }: Call<ParticipantsQuery>,
): Answer<ParticipantsPage> {
  const page = await listParticipants(db, { eventId, ...query });
  if (page === 'bad-cursor') return fail(badCursor);
  return page === null ? fail(noSuchEvent) : ok(page);
}

export const set = (
  { db, log }: Services,
  { person, eventId, body }: Call<undefined, Pick<ParticipationAnswer, 'status'>>,
): Answer<ParticipationAnswer> =>
  setParticipation({ log, readCounts: (id) => readCounts(db, id) }, person, {
    eventId,
    status: body.status,
  });
