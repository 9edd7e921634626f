import { createEvent, deleteEvent, updateEvent } from '../../../db/events.ts';
import { findEvent, listEvents } from '../../../db/event-list.ts';
import { newEventDetails } from '../../../domain/events.ts';
import { badCursor, noSuchEvent, tooFast } from '../../../domain/refusals.ts';
import type { ProtocolError } from '../../../protocol/errors.ts';
import type {
  Event,
  EventChange,
  EventsPage,
  EventsQuery,
  NewEvent,
} from '../../../protocol/rest.ts';
import { fail, ok, type Result } from '../../../protocol/result.ts';
import { cleanLine } from '../../../protocol/text.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

type Answer<Value> = Promise<Result<Value, ProtocolError>>;

export async function list(
  { db }: Services,
  { person, query: { scope, query, cursor, limit } }: Call<EventsQuery>,
): Answer<EventsPage> {
  const search = cleanLine(query ?? '');
  const page = await listEvents(db, { userId: person.id, scope, search, cursor, limit });
  return page === null ? fail(badCursor) : ok(page);
}

export async function create(
  services: Services,
  { person, body }: Call<undefined, NewEvent>,
): Answer<Event> {
  const exceeded = await services.budgets.newEvents.take(person.id);
  if (exceeded !== null) return fail(tooFast('You are creating events too fast.', exceeded));
  const details = newEventDetails(body);
  if (!details.ok) return details;
  const id = services.newId();
  const created = await createEvent(services.db, { id, creator: person, details: details.value });
  return created.ok ? read(services, { person, eventId: id }) : created;
}

export async function read(
  { db }: Services,
  { person, eventId }: Pick<Call, 'person' | 'eventId'>,
): Answer<Event> {
  const event = await findEvent(db, { id: eventId, userId: person.id });
  return event === null ? fail(noSuchEvent) : ok(event);
}

export async function update(
  services: Services,
  { person, eventId, body }: Call<undefined, EventChange>,
): Answer<Event> {
  const changed = await updateEvent(services.db, {
    id: eventId,
    actorId: person.id,
    change: body,
  });
  if (!changed.ok) return changed;
  services.wake.entries([changed.value]);
  return read(services, { person, eventId });
}

export async function remove(services: Services, { person, eventId }: Call): Answer<null> {
  const deleted = await deleteEvent(services.db, { id: eventId, actorId: person.id });
  if (deleted.ok) services.wake.eventDeleted(eventId);
  return deleted;
}
