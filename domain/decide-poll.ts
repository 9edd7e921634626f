import { refusal, type ProtocolError } from '../protocol/errors.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import type { Facts, Target, Verdict } from './facts.ts';
import type { MessageDraft, MessageEntry } from './log.ts';
import { byDraft } from './placed.ts';
import {
  POLL_TOLD_EVERY_MS,
  type AskedPoll,
  type PollClosedDraft,
  type PollEntry,
  type StoredPoll,
  type VoteDraft,
} from './poll-log.ts';
import { noSuchMessage } from './refusals.ts';
import { refuseActor } from './refuse-actor.ts';
import { may } from './rights.ts';

type Decided = Result<Verdict, ProtocolError>;

const unchanged: Decided = ok({ type: 'unchanged' });

/** Why somebody asks no poll; `null`: they may, or ask none. */
export const refusePoll = (
  { poll }: MessageDraft,
  { participation }: Facts,
): ProtocolError | null =>
  poll === undefined || may(participation, 'ask-poll') ? null : onlyModerators;

/** The poll of a message that is to be stored. */
export function asking({ poll }: MessageDraft, { now }: Facts): Pick<MessageEntry, 'poll'> {
  if (poll === undefined) return {};
  const { closesInSeconds, ...asked } = poll;
  return closesInSeconds === undefined
    ? { poll: asked }
    : { poll: { ...asked, closesAt: new Date(now.getTime() + closesInSeconds * 1_000) } };
}

/** Whether a draft asks what was stored: its words are those of the message. */
export function isSamePoll(
  { poll: draft }: MessageDraft,
  { poll: stored, createdAt }: MessageEntry,
): boolean {
  if (draft === undefined || stored === undefined) return draft === stored;
  const { closesAt } = stored;
  const seconds = closesAt && (closesAt.getTime() - createdAt.getTime()) / 1_000;
  return (
    seconds === draft.closesInSeconds &&
    stored.isMultiple === draft.isMultiple &&
    stored.isAnonymous === draft.isAnonymous
  );
}

/** Whether a vote counts: of whoever takes part, muted ones included, until the poll is closed. Rules POLL-3 to POLL-6. */
export function decideVote(draft: VoteDraft, facts: Facts): Decided {
  const found = findPoll(facts);
  if (!found.ok) return found;
  const { poll, before } = found.value;
  const { now } = facts;
  if (poll.isClosed || isDue(poll, now)) return fail(closed);
  const choices = draft.choices.toSorted((one, other) => one - other);
  const refused = refuseChoices(choices, poll);
  if (refused !== null) return fail(refused);
  if (choices.join() === before.join()) return unchanged;
  const waitMs = msUntilTold(poll, now);
  if (waitMs > 0 && draft.isHurried !== true) return fail(crowded(waitMs));
  const sums = sumsAfter(poll, { before, choices });
  return ok({ type: 'append', entry: { ...toEntry(draft, facts), ...sums, isClosed: false } });
}

/** Whether a poll ends: by who asked it, by whoever moderates, or by the clock. Rules POLL-7, POLL-8. */
export function decidePollClosed(draft: PollClosedDraft, facts: Facts): Decided {
  const found = findPoll(facts, draft.isDue);
  if (!found.ok) return found;
  const { poll, target } = found.value;
  const { votes, voters, isClosed } = poll;
  if (draft.isDue !== true && !mayClose(draft, facts, target)) return fail(notYours);
  if (isClosed) return unchanged;
  if (draft.isDue && !isDue(poll, facts.now)) return fail(tooEarly);
  return ok({
    type: 'append',
    entry: { ...toEntry(draft, facts), votes, voters, isClosed: true },
  });
}

/** What a batch's next draft finds after an entry. */
export const pollAfter = (
  before: StoredPoll,
  { votes, voters, isClosed }: Pick<PollEntry, 'votes' | 'voters' | 'isClosed'>,
): StoredPoll => ({ ...before, votes, voters, isClosed, toldAt: null });

/** A poll that nobody has voted in. */
export const newPoll = ({ options, isMultiple, isAnonymous, closesAt }: AskedPoll): StoredPoll => ({
  isMultiple,
  isAnonymous,
  ...(closesAt !== undefined && { closesAt }),
  options: options.length,
  votes: options.map(() => 0),
  voters: 0,
  isClosed: false,
  toldAt: null,
});

interface Found {
  readonly poll: StoredPoll;
  readonly before: readonly number[];
  readonly target: Target;
}

function findPoll(facts: Facts, isDue = false): Result<Found, ProtocolError> {
  const refused = isDue ? null : refuseActor(facts);
  if (refused !== null) return fail(refused);
  const { target, polled } = facts;
  if (target === null || target.deletedAt !== null) return fail(noSuchMessage);
  if (polled === undefined || polled.poll === null) return fail(noPoll);
  return ok({ poll: polled.poll, before: polled.choices, target });
}

const mayClose = (
  { actorId }: PollClosedDraft,
  { participation }: Facts,
  { authorId }: Target,
): boolean => actorId === authorId || may(participation, 'close-any-poll');

const isDue = ({ closesAt }: StoredPoll, now: Date): boolean =>
  closesAt !== undefined && closesAt <= now;

/** How long sums that would be told now have to wait; 0 or less: not at all. */
export const msUntilTold = ({ toldAt }: Pick<StoredPoll, 'toldAt'>, now: Date): number =>
  toldAt === null ? 0 : toldAt.getTime() + POLL_TOLD_EVERY_MS - now.getTime();

function refuseChoices(
  choices: readonly number[],
  { options, isMultiple }: StoredPoll,
): ProtocolError | null {
  if (choices.some((choice) => choice >= options)) return noSuchOption;
  return choices.length > 1 && !isMultiple ? onlyOne : null;
}

function sumsAfter(
  { votes, voters }: StoredPoll,
  { before, choices }: { readonly before: readonly number[]; readonly choices: readonly number[] },
): Pick<PollEntry, 'votes' | 'voters'> {
  const step = (option: number): number =>
    Number(choices.includes(option)) - Number(before.includes(option));
  return {
    votes: votes.map((count, option) => count + step(option)),
    voters: voters + Number(choices.length > 0) - Number(before.length > 0),
  };
}

const toEntry = (
  draft: VoteDraft | PollClosedDraft,
  facts: Facts,
): Omit<PollEntry, 'seq' | 'votes' | 'voters' | 'isClosed'> => ({
  kind: 'poll',
  ...byDraft(draft, facts),
  messageId: draft.messageId,
});

const onlyModerators = refusal('forbidden', 'Only organisers and moderators ask polls.');
const noPoll = refusal('invalid', 'This message asks no poll.');
const closed = refusal('invalid', 'This poll is closed.');
const noSuchOption = refusal('invalid', 'The poll has no such option.');
const onlyOne = refusal('invalid', 'In this poll one chooses one option.');
const notYours = refusal('forbidden', 'Only who asked a poll and moderators can close it.');

/** For a clock that is ahead of the database's, which comes again. */
const tooEarly = refusal('unavailable', 'This poll is not over yet.');

/** The one `rate-limited` of a vote that reached the log: its sums would be told too soon after the last ones. */
export const crowded = (waitMs: number): ProtocolError =>
  refusal('rate-limited', 'Many are voting just now. Try again in a moment.', waitMs);
