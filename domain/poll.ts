import type { ProtocolError } from '../protocol/errors.ts';
import { ok, type Result } from '../protocol/result.ts';
import type { AnswerValue, OwnVote, Payload } from '../protocol/wire.ts';
import { appendChange, type ChangeDeps } from './append-change.ts';
import type { Person } from './log.ts';
import type { PollAsked } from './poll-log.ts';
import type { EventLog, NewId } from './ports.ts';
import { may, type Participation } from './rights.ts';
import { sendMessage, type SendMessageDeps } from './send-message.ts';

type Named = Pick<Payload<'close-poll'>, 'eventId' | 'messageId'>;

/** What a poll says where only text can be shown, and what it is found by. */
export const pollText = ({ question, options }: Pick<PollAsked, 'question' | 'options'>): string =>
  [`📊 ${question}`, ...options.map((option, index) => `${index + 1}. ${option}`)].join('\n');

export interface CreatePollDeps extends SendMessageDeps {
  /** `null`: there is no such event. */
  readonly readAccess: (place: {
    readonly eventId: string;
    readonly userId: string;
  }) => Promise<{ readonly participation: Participation | null } | null>;
  /** Sees to it that a poll that is asked now is closed when it is due. */
  readonly closeLater: (due: PollDue) => Promise<void>;
}

/** A poll that is to be closed by the clock. */
export interface PollDue extends Named {
  /** Who asked it. */
  readonly actorId: string;
  readonly inSeconds: number;
}

/**
 * Asks a poll: a message whose text is the question and the options, in the log's order.
 *
 * Safe to repeat with the same `clientMessageId`. Refuses with `rate-limited`, and as `decide` does.
 */
export async function createPoll(
  deps: CreatePollDeps,
  person: Person,
  { question, options, isMultiple = false, isAnonymous = false, ...asked }: Payload<'create-poll'>,
): Promise<Result<AnswerValue<'create-poll'>, ProtocolError>> {
  const { closesInSeconds, ...message } = asked;
  const id = deps.newId();
  const poll = { question, options, isMultiple, isAnonymous };
  const said = { ...message, content: pollText(poll) };
  if (closesInSeconds === undefined) return sendMessage(deps, person, said, { id, poll });
  const due = { eventId: message.eventId, messageId: id, actorId: person.id };
  await closeInTime(deps, { ...due, inSeconds: closesInSeconds });
  return sendMessage(deps, person, said, { id, poll: { ...poll, closesInSeconds } });
}

/**
 * Before the poll is stored, so that none is forgotten: who closes one that was not stored finds nothing. Not for those
 * who will be refused, who could leave as much behind as they like.
 */
async function closeInTime(
  { readAccess, closeLater }: CreatePollDeps,
  due: PollDue,
): Promise<void> {
  const access = await readAccess({ eventId: due.eventId, userId: due.actorId });
  if (access !== null && may(access.participation, 'ask-poll')) await closeLater(due);
}

export interface VoteDeps extends ChangeDeps {
  /** Tells all devices of somebody that they have voted; may be lost. */
  readonly tell: (voted: Voted) => void;
}

/** Whose vote in which poll is another one. */
export interface Voted extends Named {
  readonly userId: string;
}

/** One's vote as it is stored. */
export type ReadVote = (voted: Voted) => Promise<OwnVote | null>;

/**
 * Votes in a poll, in place of what one has voted before, in the log's order. What comes within a moment shares an
 * entry; each is answered after its commit.
 *
 * Safe to repeat. Refuses with `rate-limited`, and as `decideVote` does.
 */
export async function vote(
  { tell, ...deps }: VoteDeps,
  { id: actorId }: Person,
  { eventId, messageId, choices }: Payload<'vote'>,
): Promise<Result<AnswerValue<'vote'>, ProtocolError>> {
  const draft = { kind: 'vote', eventId, messageId, actorId, choices } as const;
  const appended = await appendChange(deps, draft, 'You are voting too fast.');
  if (!appended.ok) return appended;
  const { seq } = appended.value;
  if (seq !== undefined) tell({ eventId, messageId, userId: actorId });
  return ok({ eventId, messageId, ...appended.value });
}

/** Ends a poll for good. Safe to repeat. Refuses with `rate-limited`, and as `decidePollClosed` does. */
export async function closePoll(
  deps: ChangeDeps,
  { id: actorId }: Person,
  { eventId, messageId }: Named,
): Promise<Result<AnswerValue<'close-poll'>, ProtocolError>> {
  const draft = { kind: 'poll-closed', eventId, messageId, actorId } as const;
  const appended = await appendChange(deps, draft, 'You are closing polls too fast.');
  return appended.ok ? ok({ eventId, messageId, ...appended.value }) : appended;
}

/**
 * Ends a poll by the clock, where that is due. Safe to repeat, at any time. Refuses as `decidePollClosed` does: with
 * `not-found` where it was never stored or was deleted since, with a retryable code where it may go well later.
 */
export async function closeDuePoll(
  { log, newId }: { readonly log: EventLog; readonly newId: NewId },
  { eventId, messageId, actorId }: Named & { readonly actorId: string },
): Promise<Result<null, ProtocolError>> {
  const draft = { kind: 'poll-closed', eventId, messageId, actorId, isDue: true } as const;
  const appended = await log.append({ ...draft, id: newId() });
  return appended.ok ? ok(null) : appended;
}
