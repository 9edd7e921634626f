import type { QuestionState } from '../protocol/question-shapes.ts';
import { questionAfter } from './decide-question.ts';
import type { Facts, Unplaced } from './facts.ts';
import type { Draft, LogEntry } from './log.ts';
import {
  isOfQuestion,
  isOpen,
  type NewQuestion,
  type QuestionDraft,
  type Questioned,
  type QuestionEntry,
  type QuestionVotesEntry,
  type StoredQuestion,
  type StoredQuestionVote,
} from './question-log.ts';

type Open = { -readonly [Field in keyof QuestionVotesEntry]: QuestionVotesEntry[Field] };

/** The questions of one batch: what they are after each of its drafts, and the one entry that an event's votes share. */
export class BatchQuestions {
  readonly asked: NewQuestion[] = [];
  /** Who wants what answered, in the order in which it was decided. */
  readonly votes: StoredQuestionVote[] = [];
  readonly #questions = new Map<string, StoredQuestion>();
  readonly #onStage = new Map<string, StoredQuestion | null>();
  readonly #voted = new Map<string, boolean>();
  /** By how many more, or fewer, are open: of an event, and of a person in it. */
  readonly #opened = new Map<string, number>();
  /** The entry of each event's votes. */
  readonly #open = new Map<string, Open>();

  /** What is true of a draft's question after what came before in the batch. */
  after({ eventId, questionId, actorId }: QuestionDraft, stored: Questioned): Questioned {
    const onStage = this.#onStage.get(eventId);
    return {
      question: this.#questions.get(keyOf(eventId, questionId)) ?? stored.question,
      onStage: onStage === undefined ? stored.onStage : onStage,
      hasVoted: this.#voted.get(keyOf(questionId, actorId)) ?? stored.hasVoted,
      open: stored.open + (this.#opened.get(eventId) ?? 0),
      ownOpen: stored.ownOpen + (this.#opened.get(keyOf(eventId, actorId)) ?? 0),
      toldAt: this.#open.has(eventId) ? null : stored.toldAt,
    };
  }

  /** Puts a vote into the entry of those before it: all of it is there at once. `null`: it needs one of its own. */
  share(entry: Unplaced): QuestionVotesEntry | null {
    if (entry.kind !== 'question-votes') return null;
    const open = this.#open.get(entry.eventId);
    if (open === undefined) return null;
    const sums = new Map([...open.votes, ...entry.votes].map((each) => [each.questionId, each]));
    open.votes = [...sums.values()];
    return open;
  }

  /** Takes on what a draft has made of an entry, its own or one that it shares. */
  follow(draft: Draft, { questioned, account }: Facts, entry: LogEntry): void {
    if (!isOfQuestion(draft) || questioned === undefined) return;
    if (entry.kind === 'question-votes' && draft.kind === 'question-vote')
      this.#count(draft.actorId, draft.on, entry, questioned.question);
    if (entry.kind !== 'question') return;
    if (draft.kind === 'ask-question')
      this.#ask({ ...draft, userName: account?.name ?? '' }, entry);
    else if (questioned.question !== null) this.#change(questioned, questioned.question, entry);
  }

  #ask(
    { content, userName }: Pick<StoredQuestion, 'content' | 'userName'>,
    { eventId, questionId: id, actorId, seq, createdAt, state, asked }: QuestionEntry,
  ): void {
    this.asked.push({ id, eventId, authorId: actorId, content, seq, createdAt });
    const known = asked ?? { content, userId: actorId, userName, askedAt: createdAt };
    this.#questions.set(keyOf(eventId, id), { ...known, id, state, votes: 0 });
    this.#opening(eventId, actorId, 1);
  }

  #change(
    { onStage }: Questioned,
    before: StoredQuestion,
    { eventId, state }: QuestionEntry,
  ): void {
    const after = this.#become(eventId, before, state);
    if (state === 'on-stage') {
      if (onStage !== null) this.#become(eventId, onStage, 'answered');
      this.#onStage.set(eventId, after);
    } else if (onStage?.id === before.id) this.#onStage.set(eventId, null);
  }

  #become(eventId: string, stored: StoredQuestion, state: QuestionState): StoredQuestion {
    const before = this.#questions.get(keyOf(eventId, stored.id)) ?? stored;
    const after = questionAfter(before, { state });
    this.#questions.set(keyOf(eventId, stored.id), after);
    this.#opening(eventId, before.userId, Number(isOpen(state)) - Number(isOpen(before.state)));
    return after;
  }

  #count(
    userId: string,
    on: boolean,
    entry: QuestionVotesEntry,
    before: StoredQuestion | null,
  ): void {
    const { eventId, seq } = entry;
    if (before === null) return;
    this.#open.set(eventId, entry);
    const { id: questionId } = before;
    this.votes.push({ eventId, questionId, userId, on, seq });
    this.#voted.set(keyOf(questionId, userId), on);
    const votes = before.votes + (on ? 1 : -1);
    this.#questions.set(keyOf(eventId, questionId), { ...before, votes });
  }

  #opening(eventId: string, userId: string, by: number): void {
    for (const key of [eventId, keyOf(eventId, userId)])
      this.#opened.set(key, (this.#opened.get(key) ?? 0) + by);
  }
}

/** Ids hold no blank, so the parts can't run together. */
const keyOf = (...parts: readonly string[]): string => parts.join(' ');
