import type {
  NextQuestionState,
  QuestionState,
  QuestionVotes,
} from '../protocol/question-shapes.ts';
import type { Placed } from './placed.ts';

/** The words of a question as the log has them. */
export interface AskedWords {
  readonly content: string;
  readonly userId: string;
  readonly userName: string;
  readonly userImage?: string;
  readonly askedAt: Date;
}

/** A question has this state from here on. */
export interface QuestionEntry extends Placed {
  readonly kind: 'question';
  /** The draft's id, where it had one. */
  readonly id?: string;
  readonly questionId: string;
  readonly state: QuestionState;
  /** Whether everybody is told: not where it waits, nor where it is dismissed without ever having been shown. */
  readonly isPublic: boolean;
  /** With the first entry that everybody is told of; gone where it was dismissed since. */
  readonly asked?: AskedWords;
  /** The question that was on stage before, and is answered from here on. */
  readonly answeredId?: string;
}

/** So many want these questions answered from here on: one entry for all that was said together. Who is not in it. */
export interface QuestionVotesEntry extends Placed {
  readonly kind: 'question-votes';
  /** The id of the first draft of those that it is made of. */
  readonly id?: string;
  /** Each question whose sum is another one, once. */
  readonly votes: readonly QuestionVotes[];
}

interface OfQuestion {
  readonly eventId: string;
  readonly actorId: string;
  readonly questionId: string;
  /** Makes a repeat of this very draft find its entry, whatever happened since. */
  readonly id?: string;
}

/** A new question on its way into the log. */
export interface AskDraft extends OfQuestion {
  readonly kind: 'ask-question';
  readonly content: string;
}

/** Another state of a question on its way into the log. */
export interface QuestionStateDraft extends OfQuestion {
  readonly kind: 'question-state';
  readonly state: NextQuestionState;
}

/** That somebody wants a question answered, or no longer, on its way into the log. */
export interface QuestionVoteDraft extends OfQuestion {
  readonly kind: 'question-vote';
  readonly on: boolean;
  /** It is told at once, however soon that is after the last one: nobody can wait and try again. */
  readonly isHurried?: true;
}

export type QuestionDraft = AskDraft | QuestionStateDraft | QuestionVoteDraft;

export const isOfQuestion = (draft: { readonly kind: string }): draft is QuestionDraft =>
  draft.kind === 'ask-question' ||
  draft.kind === 'question-state' ||
  draft.kind === 'question-vote';

/** A question as it is before a draft. */
export interface StoredQuestion extends AskedWords {
  readonly id: string;
  readonly state: QuestionState;
  readonly votes: number;
}

/** What decides on a draft about a question. */
export interface Questioned {
  /** `null`: the event has none like it. */
  readonly question: StoredQuestion | null;
  readonly onStage: StoredQuestion | null;
  /** Whether the actor wants it answered. */
  readonly hasVoted: boolean;
  /** Questions of the event that are neither answered nor dismissed, and the actor's among them. */
  readonly open: number;
  readonly ownOpen: number;
  /** When sums of the event's questions were told last; `null`: never, or the draft's is told with those before it. */
  readonly toldAt: Date | null;
}

/** A question that is to be stored; its entry says its state. */
export interface NewQuestion {
  readonly id: string;
  readonly eventId: string;
  readonly authorId: string;
  readonly content: string;
  readonly seq: number;
  readonly createdAt: Date;
}

/** What somebody said of a question, to be stored with the place of the entry that counts it. */
export interface StoredQuestionVote {
  readonly eventId: string;
  readonly questionId: string;
  readonly userId: string;
  readonly on: boolean;
  readonly seq: number;
}

/** Whether somebody is still to answer it, or to dismiss it. */
export const isOpen = (state: QuestionState): boolean =>
  state !== 'answered' && state !== 'dismissed';
