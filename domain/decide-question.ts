import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { EventSettings } from '../protocol/rest.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import { QUESTIONS_OPEN_MAX, QUESTIONS_OWN_MAX } from '../protocol/wire.ts';
import { isAllowed } from './content-filter.ts';
import { crowded, msUntilTold } from './decide-poll.ts';
import type { Facts, Verdict } from './facts.ts';
import { byDraft } from './placed.ts';
import type {
  AskDraft,
  AskedWords,
  QuestionDraft,
  QuestionEntry,
  Questioned,
  QuestionStateDraft,
  QuestionVoteDraft,
  StoredQuestion,
} from './question-log.ts';
import { noAccount, noSuchQuestion } from './refusals.ts';
import { refuseActor } from './refuse-actor.ts';
import { refuseRewording } from './refuse-speaking.ts';
import { may } from './rights.ts';

type Decided = Result<Verdict, ProtocolError>;

const unchanged: Decided = ok({ type: 'unchanged' });

const nothing: Questioned = {
  question: null,
  onStage: null,
  hasVoted: false,
  open: 0,
  ownOpen: 0,
  toldAt: null,
};

/** Whether a question goes onto the event's list, and whether it waits there. Rules QUESTION-1 and QUESTION-2. */
export function decideAsk(draft: AskDraft, facts: Facts, settings: EventSettings): Decided {
  const { account, questioned = nothing } = facts;
  const refused = refuseActor(facts) ?? refuseRewording(facts) ?? refuseMany(facts, questioned);
  if (refused !== null) return fail(refused);
  if (account === null) return fail(noAccount);
  if (!isAllowed(draft.content, settings.contentFilter)) return fail(unfitQuestion);
  const entry = { ...toEntry(draft, facts), kind: 'question' } as const;
  if (!settings.approvesQuestions)
    return ok({ type: 'append', entry: { ...entry, state: 'pending', isPublic: false } });
  const asked = {
    content: draft.content,
    userId: account.id,
    userName: account.name,
    ...(account.image !== undefined && { userImage: account.image }),
    askedAt: facts.now,
  };
  return ok({ type: 'append', entry: { ...entry, state: 'approved', isPublic: true, asked } });
}

const refuseMany = (
  { participation }: Facts,
  { open, ownOpen }: Questioned,
): ProtocolError | null => {
  if (ownOpen >= QUESTIONS_OWN_MAX && !may(participation, 'moderate-questions')) return manyOwn;
  return open >= QUESTIONS_OPEN_MAX ? manyOpen : null;
};

/**
 * Whether a question gets another state: by who moderates, or taken back by its author. What is dismissed is so for
 * good; one question is on stage at a time. Rules QUESTION-3 to QUESTION-5.
 */
export function decideQuestionState(draft: QuestionStateDraft, facts: Facts): Decided {
  const refused = refuseActor(facts);
  if (refused !== null) return fail(refused);
  const { question, onStage } = facts.questioned ?? nothing;
  if (question === null) return fail(noSuchQuestion);
  const forbidden = refuseState(draft, facts, question);
  if (forbidden !== null) return fail(forbidden);
  if (draft.state === question.state) return unchanged;
  if (question.state === 'dismissed') return fail(dismissed);
  return ok({ type: 'append', entry: toStateEntry(draft, facts, { question, onStage }) });
}

function toStateEntry(
  draft: QuestionStateDraft,
  facts: Facts,
  { question, onStage }: { question: StoredQuestion; onStage: StoredQuestion | null },
): Omit<QuestionEntry, 'seq'> {
  const { state } = draft;
  const isHiddenYet = question.state === 'pending';
  return {
    ...toEntry(draft, facts),
    kind: 'question',
    state,
    isPublic: !isHiddenYet || state !== 'dismissed',
    ...(isHiddenYet && state !== 'dismissed' && { asked: wordsOf(question) }),
    ...(state === 'on-stage' && onStage !== null && { answeredId: onStage.id }),
  };
}

/** Whoever may not see a question is told that there is none. */
function refuseState(
  { actorId, state }: QuestionStateDraft,
  { participation }: Facts,
  question: StoredQuestion,
): ProtocolError | null {
  if (may(participation, 'moderate-questions')) return null;
  if (question.userId === actorId) return state === 'dismissed' ? null : notYours;
  return isHidden(question) ? noSuchQuestion : notYours;
}

const isHidden = ({ state }: StoredQuestion): boolean =>
  state === 'pending' || state === 'dismissed';

/** Whether somebody is counted among those who want a question answered. Rules QUESTION-6 and QUESTION-7. */
export function decideQuestionVote(draft: QuestionVoteDraft, facts: Facts): Decided {
  const refused = refuseActor(facts);
  if (refused !== null) return fail(refused);
  const { question, hasVoted, toldAt } = facts.questioned ?? nothing;
  if (question === null || isHidden(question)) return fail(noSuchQuestion);
  if (question.state === 'answered') return fail(answered);
  if (draft.on === hasVoted) return unchanged;
  const waitMs = msUntilTold({ toldAt }, facts.now);
  if (waitMs > 0 && draft.isHurried !== true) return fail(crowded(waitMs));
  const votes = question.votes + (draft.on ? 1 : -1);
  const counted = [{ questionId: question.id, votes }];
  return ok({
    type: 'append',
    entry: { ...byDraft(draft, facts), kind: 'question-votes', votes: counted },
  });
}

/** A question after an entry of it. */
export const questionAfter = (
  before: StoredQuestion,
  { state }: Pick<QuestionEntry, 'state'>,
): StoredQuestion => ({
  ...before,
  state,
  ...(state === 'dismissed' && { content: '' }),
});

const wordsOf = ({
  content,
  userId,
  userName,
  userImage,
  askedAt,
}: StoredQuestion): AskedWords => ({
  content,
  userId,
  userName,
  ...(userImage !== undefined && { userImage }),
  askedAt,
});

const toEntry = (draft: QuestionDraft, facts: Facts) => ({
  ...byDraft(draft, facts),
  questionId: draft.questionId,
});

const unfitQuestion = refusal(
  'invalid',
  "Your question has words that this event doesn't allow. Please rephrase it.",
);
const manyOwn = refusal(
  'invalid',
  `${QUESTIONS_OWN_MAX} questions of yours are not answered yet. Wait for one of them, or take one back.`,
);
const manyOpen = refusal(
  'invalid',
  `There are ${QUESTIONS_OPEN_MAX} open questions already. Give one of them your vote.`,
);
const notYours = refusal('forbidden', 'Only organisers and moderators can do this.');
const dismissed = refusal('invalid', 'This question was dismissed.');
const answered = refusal('invalid', 'This question is answered already.');
