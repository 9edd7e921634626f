import { fail, ok, type Result } from '../protocol/result.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import type { AnnouncementDraft } from './announcement-log.ts';
import type {
  ActDraft,
  MessageDeletedDraft,
  MessageEditedDraft,
  PinDraft,
  PreviewDraft,
  ReactionDraft,
  RoomModeDraft,
} from './log.ts';
import type { PollClosedDraft, VoteDraft } from './poll-log.ts';
import type { QuestionStateDraft, QuestionVoteDraft } from './question-log.ts';
import type { Budget, EventLog, NewId } from './ports.ts';
import { tooFast } from './refusals.ts';

export interface ChangeDeps {
  readonly log: EventLog;
  readonly budget: Budget;
  readonly newId: NewId;
}

type Change =
  | MessageEditedDraft
  | MessageDeletedDraft
  | ReactionDraft
  | PinDraft
  | VoteDraft
  | PollClosedDraft
  | QuestionStateDraft
  | QuestionVoteDraft
  | PreviewDraft
  | ActDraft
  | RoomModeDraft
  | AnnouncementDraft;

/**
 * Appends what somebody does in a room beside talking, within the person's budget. The answer is its place in the log,
 * or none where everything was so already.
 *
 * Refuses with `rate-limited`, in the words given, and as `decide` does.
 */
export async function appendChange(
  { log, budget, newId }: ChangeDeps,
  draft: Change,
  tooOften: string,
): Promise<Result<{ readonly seq?: number }, ProtocolError>> {
  const exceeded = await budget.take(draft.actorId);
  if (exceeded !== null) return fail(tooFast(tooOften, exceeded));
  const appended = await log.append({ ...draft, id: newId() });
  if (!appended.ok) return appended;
  const { value } = appended;
  return ok(value.type === 'unchanged' ? {} : { seq: value.entry.seq });
}
