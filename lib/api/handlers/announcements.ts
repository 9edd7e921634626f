import {
  findAnnouncement,
  listAnnouncements,
  reportAnnouncement,
} from '../../../db/announcement-list.ts';
import {
  changeAnnouncement,
  createAnnouncement,
  deleteAnnouncement,
} from '../../../db/announcements.ts';
import { writeSightings } from '../../../db/announcement-seen.ts';
import { endAnnouncement, showAnnouncement } from '../../../domain/announce.ts';
import type { ChangeDeps } from '../../../domain/append-change.ts';
import { noSuchAnnouncement, noSuchEvent, tooFast } from '../../../domain/refusals.ts';
import { may, type Participation } from '../../../domain/rights.ts';
import { refusal, type ProtocolError } from '../../../protocol/errors.ts';
import { fail, ok, type Result } from '../../../protocol/result.ts';
import type {
  Announcement,
  AnnouncementChange,
  AnnouncementReport,
  AnnouncementSeen,
  Announcements,
  NewAnnouncement,
} from '../../../protocol/rest.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

type Answer<Value> = Promise<Result<Value, ProtocolError>>;
type Named = Pick<Call, 'person' | 'eventId' | 'announcementId'>;

const notForYou = refusal('forbidden', 'Only organisers see the announcements of an event.');

export async function list({ db }: Services, { person, eventId }: Call): Answer<Announcements> {
  const found = shown(await listAnnouncements(db, { eventId, userId: person.id }));
  return found.ok ? ok({ announcements: [...found.value] }) : found;
}

export async function create(
  services: Services,
  { person, eventId, body }: Call<undefined, NewAnnouncement>,
): Answer<Announcement> {
  const refused = await refuseHasty(services, person.id);
  if (refused !== null) return fail(refused);
  const announcementId = services.newId();
  const asked = { eventId, announcementId, actorId: person.id };
  const created = await createAnnouncement(services, { ...asked, given: body });
  return created.ok ? read(services, { person, eventId, announcementId }) : created;
}

export async function change(
  services: Services,
  { person, eventId, announcementId, body }: Call<undefined, AnnouncementChange>,
): Answer<Announcement> {
  const refused = await refuseHasty(services, person.id);
  if (refused !== null) return fail(refused);
  const asked = { eventId, announcementId, actorId: person.id };
  const changed = await changeAnnouncement(services, { ...asked, change: body });
  if (!changed.ok) return changed;
  if (changed.value !== null) services.wake.entries([changed.value]);
  return read(services, { person, eventId, announcementId });
}

export const remove = (
  services: Services,
  { person, eventId, announcementId }: Call,
): Answer<null> => deleteAnnouncement(services, { eventId, announcementId, actorId: person.id });

export async function show(services: Services, call: Call): Answer<Announcement> {
  const done = await showAnnouncement(toDeps(services), call.person, call);
  return done.ok ? read(services, call) : done;
}

export async function end(services: Services, call: Call): Answer<Announcement> {
  const done = await endAnnouncement(toDeps(services), call.person, call);
  return done.ok ? read(services, call) : done;
}

/** Who does not take part sees nothing that would count. */
export async function see(
  { db, budgets }: Services,
  { person, eventId, announcementId, body }: Call<undefined, AnnouncementSeen>,
): Answer<null> {
  const exceeded = await budgets.reading.take(person.id);
  if (exceeded !== null) return fail(tooFast('You are reading too fast.', exceeded));
  await writeSightings(db, [{ eventId, announcementId, userId: person.id, ...body }]);
  return ok(null);
}

export async function report(
  { db }: Services,
  { person, eventId, announcementId }: Call,
): Answer<AnnouncementReport> {
  const asked = { eventId, announcementId, userId: person.id };
  return existing(shown(await reportAnnouncement(db, asked)));
}

async function read(
  { db }: Services,
  { person, eventId, announcementId }: Named,
): Answer<Announcement> {
  const asked = { eventId, announcementId, userId: person.id };
  return existing(shown(await findAnnouncement(db, asked)));
}

/** What was read, for organisers alone. */
function shown<Value>(
  found: { readonly participation: Participation | null; readonly value: Value } | null,
): Result<Value, ProtocolError> {
  if (found === null) return fail(noSuchEvent);
  return may(found.participation, 'announce') ? ok(found.value) : fail(notForYou);
}

const existing = <Value>(
  found: Result<Value | undefined, ProtocolError>,
): Result<Value, ProtocolError> => {
  if (!found.ok) return found;
  return found.value === undefined ? fail(noSuchAnnouncement) : ok(found.value);
};

const toDeps = ({ log, budgets, newId }: Services): ChangeDeps => ({
  log,
  budget: budgets.changes,
  newId,
});

async function refuseHasty({ budgets }: Services, personId: string): Promise<ProtocolError | null> {
  const exceeded = await budgets.changes.take(personId);
  return exceeded && tooFast('You are writing announcements too fast.', exceeded);
}
