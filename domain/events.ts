import { refusal, type ProtocolError } from '../protocol/errors.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import { EventSettings, type EventChange, type NewEvent } from '../protocol/rest.ts';
import { may, type Participation } from './rights.ts';

/** What an organiser says about an event. */
export interface EventDetails {
  readonly title: string;
  readonly description: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly timeZone: string | null;
  readonly place: string | null;
  readonly imageUrl: string | null;
  readonly settings: EventSettings;
}

const backwards = refusal('invalid', "An event can't end before it starts.");
const notYours = refusal('forbidden', 'Only the organiser can delete this event.');

/** What a new event says, with nothing where nothing was given. Refuses by EVENT-3. */
export const newEventDetails = (given: NewEvent): Result<EventDetails, ProtocolError> =>
  checkTimes({
    title: given.title,
    description: orNull(given.description),
    startsAt: new Date(given.startsAt),
    endsAt: toDate(given.endsAt),
    timeZone: orNull(given.timeZone),
    place: orNull(given.place),
    imageUrl: orNull(given.imageUrl),
    settings: EventSettings.parse(given.settings ?? {}),
  });

/**
 * An event's details after a change: a field that was not given stays, `null`
 * clears it. Refuses by EVENT-3, also where the change moves only one of both times.
 */
export const changedDetails = (
  current: EventDetails,
  change: EventChange,
): Result<EventDetails, ProtocolError> => {
  const { startsAt, endsAt, settings, ...texts } = change;
  return checkTimes({
    ...current,
    ...mapGiven(texts),
    ...(startsAt !== undefined && { startsAt: new Date(startsAt) }),
    ...(endsAt !== undefined && { endsAt: toDate(endsAt) }),
    settings: EventSettings.parse({ ...current.settings, ...settings }),
  });
};

/** Whether somebody may delete an event: its organisers may, taking part or not. */
export const refuseDeletion = (participation: Participation | null): ProtocolError | null =>
  may(participation, 'delete-event') ? null : notYours;

const checkTimes = (details: EventDetails): Result<EventDetails, ProtocolError> =>
  details.endsAt !== null && details.endsAt < details.startsAt ? fail(backwards) : ok(details);

const toDate = (time: string | null | undefined): Date | null =>
  time == null ? null : new Date(time);

/** An empty text says as little as none. */
const orNull = (text: string | null | undefined): string | null =>
  text === undefined || text === '' ? null : text;

type Texts = Pick<EventDetails, 'title' | 'description' | 'timeZone' | 'place' | 'imageUrl'>;

const mapGiven = (texts: Omit<EventChange, 'startsAt' | 'endsAt' | 'settings'>): Partial<Texts> =>
  Object.fromEntries(
    Object.entries(texts)
      .filter(([, text]) => text !== undefined)
      .map(([name, text]) => [name, orNull(text)]),
  );
