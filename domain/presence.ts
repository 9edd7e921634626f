import type { ProtocolError } from '../protocol/errors.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import type { AnswerValue, PresentPerson } from '../protocol/wire.ts';
import type { Person } from './log.ts';
import type { Budget } from './ports.ts';
import { noAccount, noSuchEvent, tooFast } from './refusals.ts';
import { notTakingPart, takesPart, type Participation } from './rights.ts';

/** Somebody whom a node has in a room. */
export interface Here {
  readonly userId: string;
  readonly isAway: boolean;
}

/** Who is in a room on all nodes, as one of them knows it. */
export interface RoomPresent {
  readonly online: number;
  /** `null`: too many to be named. */
  readonly people: readonly Here[] | null;
}

interface Place {
  readonly eventId: string;
  readonly userId: string;
}

/** Those of these people who take part in the event and are not invisible now, by their ids. */
export type ReadPeople = (
  eventId: string,
  userIds: readonly string[],
) => Promise<ReadonlyMap<string, Person>>;

export interface PresenceDeps {
  readonly readAccess: (place: Place) => Promise<{
    readonly participation: Participation | null;
    readonly isInvisible: boolean;
  } | null>;
  /** Asks the nodes; refuses with `unavailable` where they can't be asked. */
  readonly present: (eventId: string) => Promise<Result<RoomPresent, ProtocolError>>;
  readonly readPeople: ReadPeople;
}

/**
 * Who has an event's chat open now, for who takes part: by name where they are few.
 *
 * At most some seconds old where a node is new or has died. Nobody is named who is invisible or does not take part when
 * this is asked for. Costs two reads of single rows by their keys. Rules HERE-1 to HERE-3.
 */
export async function getPresence(
  deps: PresenceDeps,
  { id: userId }: Person,
  eventId: string,
): Promise<Result<AnswerValue<'get-presence'>, ProtocolError>> {
  const access = await deps.readAccess({ eventId, userId });
  if (access === null) return fail(noSuchEvent);
  const { participation, isInvisible } = access;
  if (!takesPart(participation)) return fail(notTakingPart(participation, 'see who is here'));
  const present = await deps.present(eventId);
  if (!present.ok) return present;
  return ok({ ...(await namePresent(deps.readPeople, eventId, present.value)), isInvisible });
}

/** What people are told of who is in a room: with names where there are few. */
export async function namePresent(
  readPeople: ReadPeople,
  eventId: string,
  { online, people }: RoomPresent,
): Promise<Omit<AnswerValue<'get-presence'>, 'isInvisible'>> {
  if (people === null) return { eventId, online };
  const userIds = people.map(({ userId }) => userId);
  const known = userIds.length === 0 ? new Map() : await readPeople(eventId, userIds);
  const named = people.flatMap((here) => toPresent(here, known) ?? []);
  return { eventId, online, people: named.toSorted(byActivityAndName) };
}

function toPresent(
  { userId, isAway }: Here,
  known: ReadonlyMap<string, Person>,
): PresentPerson | null {
  const person = known.get(userId);
  if (person === undefined) return null;
  const { name: userName, image: userImage } = person;
  return {
    userId,
    userName,
    ...(userImage !== undefined && { userImage }),
    ...(isAway && { isAway }),
  };
}

const byActivityAndName = (one: PresentPerson, other: PresentPerson): number =>
  Number(one.isAway ?? false) - Number(other.isAway ?? false) ||
  one.userName.localeCompare(other.userName, 'en') ||
  (one.userId < other.userId ? -1 : 1);

export interface VisibilityDeps {
  /** Stores it; whether that changed it. `null`: the account is gone. */
  readonly setInvisible: (userId: string, isInvisible: boolean) => Promise<boolean | null>;
  readonly budget: Budget;
  /** Has it take effect on all nodes. Called after it is stored. */
  readonly tell: (userId: string) => void;
}

/**
 * Has somebody shown to nobody as being here or typing, or shown again: in all events, on all their devices.
 *
 * Safe to repeat. Takes effect within a moment on every node; where hints between nodes are lost, within 6 s.
 * Refuses with `rate-limited` and `unauthenticated`. Rules HERE-7 and HERE-8.
 */
export async function setVisibility(
  { setInvisible, budget, tell }: VisibilityDeps,
  { id: userId }: Person,
  isInvisible: boolean,
): Promise<Result<AnswerValue<'set-visibility'>, ProtocolError>> {
  const exceeded = await budget.take(userId);
  if (exceeded !== null) return fail(tooFast('You are changing this too often.', exceeded));
  const hasChanged = await setInvisible(userId, isInvisible);
  if (hasChanged === null) return fail(noAccount);
  if (hasChanged) tell(userId);
  return ok({ isInvisible });
}
