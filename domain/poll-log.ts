import type { Placed } from './placed.ts';

/** What a poll asks. It never changes: who voted must know what for. */
export interface PollAsked {
  readonly question: string;
  /** At least two, all different. */
  readonly options: readonly string[];
  /** Whether one may choose several. */
  readonly isMultiple: boolean;
  /** Nobody is told who chose what. */
  readonly isAnonymous: boolean;
}

/** A poll on its way into the log, with its message. */
export interface PollDraft extends PollAsked {
  /** It closes by itself so long after it was asked. */
  readonly closesInSeconds?: number;
}

/** The poll of a message in the log. */
export interface AskedPoll extends PollAsked {
  /** From then on nobody votes, whether an entry has closed it by then or not. */
  readonly closesAt?: Date;
}

/** A poll adds up to this from here on: one entry for all that was voted together. Who voted is not in it. */
export interface PollEntry extends Placed {
  readonly kind: 'poll';
  /** The id of the first draft of those that it is made of. */
  readonly id?: string;
  readonly messageId: string;
  /** How many chose each option, in the options' order. */
  readonly votes: readonly number[];
  /** How many people have voted. */
  readonly voters: number;
  /** Nobody votes from here on. */
  readonly isClosed: boolean;
}

interface OfPoll {
  readonly eventId: string;
  readonly messageId: string;
  /** Makes a repeat of this very draft find its entry, whatever happened since. */
  readonly id?: string;
}

/** Somebody's vote on its way into the log. */
export interface VoteDraft extends OfPoll {
  readonly kind: 'vote';
  readonly actorId: string;
  /** Options, counted from 0; none: no vote. */
  readonly choices: readonly number[];
  /** It is told at once, however soon that is after the last one: nobody can wait and try again. */
  readonly isHurried?: true;
}

/** The end of a poll on its way into the log. */
export interface PollClosedDraft extends OfPoll {
  readonly kind: 'poll-closed';
  /** Who does it; for what is due, who asked the poll. */
  readonly actorId: string;
  /** Done by the clock: by nobody's right, and only where the poll is due. */
  readonly isDue?: true;
}

/** A poll as it is before a draft. */
export interface StoredPoll extends Omit<AskedPoll, 'question' | 'options'> {
  readonly options: number;
  readonly votes: readonly number[];
  readonly voters: number;
  readonly isClosed: boolean;
  /** When its sums were told last; `null`: never, or the draft's sums are told with those before it. */
  readonly toldAt: Date | null;
}

/** A poll, and what the actor has chosen in it. */
export interface Polled {
  /** `null`: the message has none. */
  readonly poll: StoredPoll | null;
  /** In order; empty: no vote. */
  readonly choices: readonly number[];
}

/** A vote that is to be stored, with the place of the entry that counts it. */
export interface StoredVote {
  readonly eventId: string;
  readonly messageId: string;
  readonly userId: string;
  /** Empty: taken back. */
  readonly choices: readonly number[];
  readonly seq: number;
}

/**
 * Sums of one poll are told at most this often; every notice goes to everybody in the room. Two a second, and a busy room
 * may hold one back for 200 ms.
 */
export const POLL_TOLD_EVERY_MS = 600;
