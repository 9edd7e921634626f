import { findParticipant, listBans } from '../../../db/moderation.ts';
import type { ChangeDeps } from '../../../domain/append-change.ts';
import * as moderation from '../../../domain/moderate.ts';
import { noSuchEvent, noSuchParticipant } from '../../../domain/refusals.ts';
import { may } from '../../../domain/rights.ts';
import { refusal, type ProtocolError } from '../../../protocol/errors.ts';
import type {
  Bans,
  MuteChange,
  ParticipantDetails,
  Removal,
  RoleChange,
  RoomModeChange,
} from '../../../protocol/rest.ts';
import { fail, ok, type Result } from '../../../protocol/result.ts';
import type { AnswerValue } from '../../../protocol/wire.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

type Answer<Value> = Promise<Result<Value, ProtocolError>>;
type ActAnswer = Answer<AnswerValue<'mute'>>;

const toDeps = ({ log, budgets, newId }: Services): ChangeDeps => ({
  log,
  budget: budgets.changes,
  newId,
});

const notForYou = refusal('forbidden', 'Only organisers and moderators see who is banned.');

export async function read(
  { db }: Services,
  { person, eventId, userId }: Call,
): Answer<ParticipantDetails> {
  const found = await findParticipant(db, { eventId, userId, askerId: person.id });
  if (found === null) return fail(noSuchEvent);
  if (found.participant === null) return fail(noSuchParticipant);
  const { mutedUntil, isBanned, ...all } = found.participant;
  const mayKnow = may(found.asker, 'mute');
  if (isBanned && !mayKnow) return fail(noSuchParticipant);
  return ok(
    mayKnow ? { ...all, mutedUntil: mutedUntil ?? null, isBanned: isBanned === true } : all,
  );
}

export async function bans({ db }: Services, { person, eventId }: Call): Answer<Bans> {
  const found = await listBans(db, { eventId, askerId: person.id });
  if (found === null) return fail(noSuchEvent);
  return may(found.asker, 'ban') ? ok({ bans: [...found.bans] }) : fail(notForYou);
}

export const setRole = (
  services: Services,
  { person, eventId, userId, body }: Call<undefined, RoleChange>,
): ActAnswer => moderation.setRole(toDeps(services), person, { eventId, userId, ...body });

export const mute = (
  services: Services,
  { person, eventId, userId, body }: Call<undefined, MuteChange>,
): ActAnswer => moderation.mute(toDeps(services), person, { eventId, userId, ...body });

export const remove = (
  services: Services,
  { person, eventId, userId, body }: Call<undefined, Removal>,
): ActAnswer => moderation.remove(toDeps(services), person, { eventId, userId, ...body });

export const ban = (
  services: Services,
  { person, eventId, userId, body }: Call<undefined, Removal>,
): ActAnswer => moderation.ban(toDeps(services), person, { eventId, userId, ...body });

export const unban = (services: Services, { person, eventId, userId }: Call): ActAnswer =>
  moderation.unban(toDeps(services), person, { eventId, userId });

export const setMode = (
  services: Services,
  { person, eventId, body }: Call<undefined, RoomModeChange>,
): Answer<AnswerValue<'set-room-mode'>> =>
  moderation.setRoomMode(toDeps(services), person, { eventId, ...body });
