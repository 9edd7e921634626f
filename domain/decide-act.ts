import { fail, ok, type Result } from '../protocol/result.ts';
import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { Facts, Subject, Verdict } from './facts.ts';
import type { ActDraft, ParticipationEntry, Person, RoomModeDraft } from './log.ts';
import { byDraft } from './placed.ts';
import { noAccount, noSuchParticipant } from './refusals.ts';
import {
  may,
  notTakingPart,
  outranks,
  takesPart,
  type Participation,
  type Right,
} from './rights.ts';

const cannot = (what: string): ProtocolError => refusal('forbidden', what);

const outranked = cannot('Moderators act on participants, organisers on moderators too.');
const lastOrganiser = cannot(
  'Nobody else organises this event. Make somebody else an organiser first.',
);
const away = cannot('They do not take part in this event.');

/** What each act asks of who does it, and what is said to whoever may not. */
const NEEDED: Readonly<Record<ActDraft['act']['type'], { right: Right; otherwise: string }>> = {
  role: { right: 'appoint', otherwise: 'Only organisers give roles.' },
  mute: { right: 'mute', otherwise: 'Only organisers and moderators mute.' },
  remove: { right: 'remove', otherwise: 'Only organisers and moderators remove people.' },
  ban: { right: 'ban', otherwise: 'Only organisers and moderators ban.' },
  unban: { right: 'ban', otherwise: 'Only organisers and moderators lift bans.' },
};

/** Whether somebody is given a role, muted, removed, banned or let in again. Rules ROLE-1 to ROLE-5, MOD-1 to MOD-5. */
export function decideAct(draft: ActDraft, facts: Facts): Result<Verdict, ProtocolError> {
  const refused = refuseAct(draft, facts);
  if (refused !== null) return fail(refused);
  const { account = null, participation = null } = facts.subject ?? {};
  if (account === null || participation === null) return fail(noSuchParticipant);
  const next = after(draft, participation, facts.now);
  if (!next.ok) return next;
  if (next.value === null) return ok({ type: 'unchanged' });
  const standing = { ...participation, ...next.value };
  return ok({ type: 'append', entry: toEntry(draft, account, standing, facts) });
}

function toEntry(
  draft: ActDraft,
  person: Person,
  standing: Participation,
  facts: Facts,
): Omit<ParticipationEntry, 'seq'> {
  const { act } = draft;
  const reason = 'reason' in act && act.reason !== undefined && { reason: act.reason };
  const stands = toStanding(standing);
  const entry = byDraft(draft, facts);
  return { kind: 'participation', ...entry, person, ...stands, act: act.type, ...reason };
}

/** Where somebody stands, as an entry says it. */
export const toStanding = ({
  status,
  role,
  bannedAt,
  mutedUntil,
}: Participation): Pick<ParticipationEntry, 'status' | 'role' | 'bannedAt' | 'mutedUntil'> => ({
  status,
  role,
  ...(bannedAt !== null && { bannedAt }),
  ...(mutedUntil != null && { mutedUntil }),
});

function refuseAct(draft: ActDraft, facts: Facts): ProtocolError | null {
  const { account, participation, subject } = facts;
  if (account === null) return noAccount;
  if (!takesPart(participation)) return notTakingPart(participation, 'write in its chat');
  const isSelf = draft.userId === draft.actorId;
  if (isSelf) return refuseOnSelf(draft, participation, subject);
  const { right, otherwise } = NEEDED[draft.act.type];
  if (!may(participation, right)) return cannot(otherwise);
  const other = subject?.participation?.role ?? 'participant';
  return outranks(participation.role, other) ? null : outranked;
}

function refuseOnSelf(
  { act, actorId }: ActDraft,
  { role }: Participation,
  subject: Subject | null,
): ProtocolError | null {
  if (act.type !== 'role') return cannot('That can not be done to oneself.');
  if (act.role === role) return null;
  if (!outranks(role, act.role)) return cannot(NEEDED.role.otherwise);
  const others = subject?.organisers.filter((id) => id !== actorId) ?? [];
  return role === 'organiser' && others.length === 0 ? lastOrganiser : null;
}

/** Where somebody stands who was put out. */
const out = { status: null, role: 'participant' } as const;

/** What changes of where somebody stands; `null`: nothing does. */
function after(
  { act }: ActDraft,
  current: Participation,
  now: Date,
): Result<Partial<Participation> | null, ProtocolError> {
  const { status, role, bannedAt } = current;
  switch (act.type) {
    case 'role':
      return status === null ? fail(away) : ok(role === act.role ? null : { role: act.role });
    case 'mute':
      return ok(afterMute(act.forSeconds, current, now));
    case 'remove':
      return ok(status === null ? null : out);
    case 'ban':
    case 'unban':
      return ok(afterBan(act.type === 'ban' ? now : null, bannedAt));
  }
}

function afterBan(bannedAt: Date | null, before: Date | null): Partial<Participation> | null {
  if ((bannedAt === null) === (before === null)) return null;
  return bannedAt === null ? { bannedAt } : { ...out, bannedAt };
}

function afterMute(
  forSeconds: number,
  { mutedUntil }: Participation,
  now: Date,
): Partial<Participation> | null {
  if (forSeconds > 0) return { mutedUntil: new Date(now.getTime() + forSeconds * 1_000) };
  return mutedUntil != null && mutedUntil > now ? { mutedUntil: null } : null;
}

/** Whether a room is frozen, or slow. Rules MODE-1 to MODE-4. */
export function decideRoomMode(draft: RoomModeDraft, facts: Facts): Result<Verdict, ProtocolError> {
  const { account, participation, mode } = facts;
  if (account === null) return fail(noAccount);
  if (!takesPart(participation)) return fail(notTakingPart(participation, 'write in its chat'));
  if (!may(participation, 'set-mode')) {
    return fail(cannot('Only organisers and moderators freeze a chat or slow it down.'));
  }
  const { isFrozen = mode.isFrozen, slowSeconds = mode.slowSeconds } = draft;
  if (isFrozen === mode.isFrozen && slowSeconds === mode.slowSeconds) {
    return ok({ type: 'unchanged' });
  }
  const entry = { kind: 'room-mode', ...byDraft(draft, facts), isFrozen, slowSeconds } as const;
  return ok({ type: 'append', entry });
}
