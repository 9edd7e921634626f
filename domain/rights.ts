import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { ParticipationStatus, Role } from '../protocol/wire.ts';
import { banned } from './refusals.ts';

export interface Participation {
  /** `null` where somebody took part once and no longer does. */
  readonly status: ParticipationStatus | null;
  readonly role: Role;
  readonly bannedAt: Date | null;
  /** Why, as a moderator put it; known where it is of use. */
  readonly banReason?: string | null;
  /** Until when they say nothing; in the past where that is over. */
  readonly mutedUntil?: Date | null;
  /** When they last said something that slow mode counts. */
  readonly saidAt?: Date | null;
}

interface Rule {
  /** What it lets one do, for people. */
  readonly what: string;
  readonly roles: readonly Role[];
  /** Held also by somebody who has left: a role outlasts leaving. */
  readonly isKeptAway?: true;
}

const ORGANISERS: readonly Role[] = ['organiser'];
const MODERATORS: readonly Role[] = ['organiser', 'moderator'];
const EVERYBODY: readonly Role[] = ['organiser', 'moderator', 'participant'];

/** Every right in an event, and the roles that have it. Nobody who is banned has any. The documentation is made of it. */
export const RIGHTS = {
  read: {
    what: 'Join the room, read the history, see who is here and who types',
    roles: EVERYBODY,
  },
  write: { what: 'Send messages, unless muted', roles: EVERYBODY },
  'change-own': {
    what: 'Edit and delete one’s own messages, for as long as the event lets one',
    roles: EVERYBODY,
  },
  'change-own-late': { what: 'The same, at any time', roles: MODERATORS },
  'delete-any': { what: 'Delete anybody’s message', roles: MODERATORS },
  'see-versions': { what: 'See what edited messages said before', roles: MODERATORS },
  'remove-preview': {
    what: 'Take away the preview of a link in anybody’s message',
    roles: MODERATORS,
  },
  pin: { what: 'Pin messages, and unpin them', roles: MODERATORS },
  'ask-poll': { what: 'Ask polls', roles: MODERATORS },
  vote: { what: 'Vote in polls, muted or not', roles: EVERYBODY },
  'close-any-poll': { what: 'Close anybody’s poll', roles: MODERATORS },
  'ask-question': { what: 'Ask a question on the event’s list, unless muted', roles: EVERYBODY },
  'vote-question': {
    what: 'Say which questions should be answered, muted or not',
    roles: EVERYBODY,
  },
  'moderate-questions': {
    what: 'See questions that wait; approve and dismiss questions, put them on stage, have them answered',
    roles: MODERATORS,
  },
  'mention-everyone': { what: 'Mention everyone in a message', roles: ORGANISERS },
  announce: {
    what: 'Write announcements, show and end them, see their reports',
    roles: ORGANISERS,
  },
  'write-freely': {
    what: 'Write while the chat is frozen, and without a wait in slow mode',
    roles: MODERATORS,
  },
  'set-mode': { what: 'Freeze the chat, set slow mode', roles: MODERATORS },
  mute: { what: 'Mute whom one outranks, for a time', roles: MODERATORS },
  remove: { what: 'Remove whom one outranks; they may come back', roles: MODERATORS },
  ban: { what: 'Ban whom one outranks, lift bans, see who is banned', roles: MODERATORS },
  appoint: { what: 'Give a role to anybody but another organiser', roles: ORGANISERS },
  'step-down': { what: 'Give one’s own role up, unless nobody else organises', roles: MODERATORS },
  'update-event': { what: 'Change the event', roles: ORGANISERS, isKeptAway: true },
  export: {
    what: 'Export the event: its chat with what is known of its participants, and earlier texts',
    roles: ORGANISERS,
    isKeptAway: true,
  },
  'delete-event': { what: 'Delete the event', roles: ORGANISERS, isKeptAway: true },
} as const satisfies Record<string, Rule>;

export type Right = keyof typeof RIGHTS;

/** Whether somebody has a right. */
export function may(participation: Participation | null, right: Right): boolean {
  const rule: Rule = RIGHTS[right];
  if (participation === null || participation.bannedAt !== null) return false;
  const isThere = participation.status !== null || rule.isKeptAway === true;
  return isThere && rule.roles.includes(participation.role);
}

const RANKS: Readonly<Record<Role, number>> = { organiser: 2, moderator: 1, participant: 0 };

/** Whether one role may act on people of another: nobody does on their own kind, nor on organisers. */
export const outranks = (role: Role, other: Role): boolean => RANKS[role] > RANKS[other];

/** Whether somebody may be in the room, read and write: both statuses do, a ban ends both. */
export const takesPart = (participation: Participation | null): participation is Participation =>
  may(participation, 'read');

/**
 * Why somebody must stay out of an event's chat; to be asked only where they do
 * not {@link takesPart}. `purpose` ends the sentence "Attend this event first … to".
 */
export const notTakingPart = (
  participation: Participation | null,
  purpose:
    | 'join its chat'
    | 'read its chat'
    | 'write in its chat'
    | 'see who is here'
    | 'be notified of it',
): ProtocolError =>
  participation?.bannedAt != null
    ? banned(participation.banReason)
    : refusal('forbidden', `Attend this event first (or mark it as interesting) to ${purpose}.`);
