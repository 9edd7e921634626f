import { fail, ok, type Result } from '../protocol/result.ts';
import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { EventSettings } from '../protocol/rest.ts';
import { isAllowed } from './content-filter.ts';
import type {
  Draft,
  EventUpdatedDraft,
  LogEntry,
  MessageDraft,
  MessageEntry,
  ParticipationDraft,
  Person,
} from './log.ts';
import { bringing, bringsTheSame, refuseFiles } from './attachments.ts';
import { decideAnnouncement } from './decide-announcement.ts';
import { decideDelete, decideEdit } from './decide-change.ts';
import { asking, decidePollClosed, decideVote, isSamePoll, refusePoll } from './decide-poll.ts';
import { decideAsk, decideQuestionState, decideQuestionVote } from './decide-question.ts';
import { decidePin } from './decide-pin.ts';
import { decidePreview } from './decide-preview.ts';
import { decideReaction } from './decide-reaction.ts';
import type { Facts, Verdict } from './facts.ts';
import { decideAct, decideRoomMode, toStanding } from './decide-act.ts';
import { byDraft } from './placed.ts';
import { banned, noAccount, noSuchEvent, noSuchMessage, unfit } from './refusals.ts';
import { refuseActor } from './refuse-actor.ts';
import { refuseSpeaking } from './refuse-speaking.ts';
import { couldMention, mentioning, refuseMentions } from './mentions.ts';
import { may, type Participation } from './rights.ts';

/** What holds for somebody who never took part. */
const never: Participation = { status: null, role: 'participant', bannedAt: null };

/**
 * Decides one draft by the facts that hold while its log is locked.
 *
 * Pure: all rules of what may enter a log are here and nowhere else. A repeat of
 * something stored is answered with it before any right is asked, since it
 * changes nothing.
 *
 * Rules SEND-1 to SEND-7, PART-1 to PART-4, EVENT-2 in docs/spec.md.
 */
// The table of all drafts; each line is one call, so its number of branches is no complexity.
// oxlint-disable-next-line complexity
export function decide(draft: Draft, facts: Facts): Result<Verdict, ProtocolError> {
  const { settings, earlier } = facts;
  if (settings === null) return fail(noSuchEvent);
  const repeated = repeatedBy(draft, earlier);
  if (repeated !== null) return ok({ type: 'duplicate', entry: repeated });
  switch (draft.kind) {
    case 'message':
      return decideMessage(draft, facts, settings);
    case 'message-edited':
      return decideEdit(draft, facts, settings);
    case 'message-deleted':
      return decideDelete(draft, facts, settings);
    case 'reaction':
      return decideReaction(draft, facts);
    case 'pin':
      return decidePin(draft, facts);
    case 'vote':
      return decideVote(draft, facts);
    case 'poll-closed':
      return decidePollClosed(draft, facts);
    case 'preview':
      return decidePreview(draft, facts, settings);
    case 'participation':
      return decideParticipation(draft, facts);
    case 'act':
      return decideAct(draft, facts);
    case 'room-mode':
      return decideRoomMode(draft, facts);
    case 'announcement':
      return decideAnnouncement(draft, facts, settings);
    case 'ask-question':
      return decideAsk(draft, facts, settings);
    case 'question-state':
      return decideQuestionState(draft, facts);
    case 'question-vote':
      return decideQuestionVote(draft, facts);
    case 'event-updated':
      return decideEventUpdated(draft, facts);
  }
}

/** What a draft repeats that is no message: those are compared first. */
const repeatedBy = ({ kind }: Draft, earlier: LogEntry | null): LogEntry | null =>
  kind === 'message' ? null : earlier;

function decideMessage(
  draft: MessageDraft,
  facts: Facts,
  settings: EventSettings,
): Result<Verdict, ProtocolError> {
  if (facts.earlier !== null) return decideRepeat(draft, facts.earlier);
  const refused = refuseMessage(draft, facts, settings);
  if (refused !== null) return fail(refused);
  const { id, eventId, content, clientMessageId } = draft;
  const author = draft.importedAt === undefined ? asNow(draft.author, facts) : draft.author;
  return ok({
    type: 'append',
    entry: {
      kind: 'message',
      id,
      eventId,
      actorId: author.id,
      userName: author.name,
      ...(author.image !== undefined && { userImage: author.image }),
      content,
      ...(clientMessageId !== undefined && { clientMessageId }),
      ...answering(draft, facts),
      ...mentioning(draft, facts),
      ...asking(draft, facts),
      ...bringing(draft, facts),
      createdAt: draft.importedAt ?? facts.now,
    },
  });
}

/** What other back ends bring was accepted there. */
function refuseMessage(
  draft: MessageDraft,
  facts: Facts,
  settings: EventSettings,
): ProtocolError | null {
  const { importedAt, content, replyTo } = draft;
  if (importedAt !== undefined) return null;
  const refused =
    refuseActor(facts) ??
    refuseSpeaking(facts) ??
    refusePoll(draft, facts) ??
    refuseContent(content, settings) ??
    refuseMentions(draft, facts) ??
    refuseBringing(draft, facts, settings);
  if (refused !== null) return refused;
  return replyTo !== undefined && facts.target === null ? noSuchMessage : null;
}

const saysTheSame = (draft: MessageDraft, earlier: MessageEntry): boolean =>
  earlier.content === draft.content &&
  couldMention(draft, earlier) &&
  isSamePoll(draft, earlier) &&
  bringsTheSame(draft, earlier);

function decideRepeat(draft: MessageDraft, earlier: LogEntry): Result<Verdict, ProtocolError> {
  const isSame =
    earlier.kind === 'message' &&
    earlier.eventId === draft.eventId &&
    earlier.actorId === draft.author.id &&
    earlier.replyTo?.id === draft.replyTo &&
    // What was deleted since can't be compared any more.
    (earlier.deletedAt !== undefined || saysTheSame(draft, earlier));
  return isSame
    ? ok({ type: 'duplicate', entry: earlier })
    : fail(
        refusal('duplicate-conflict', 'An earlier, different message was sent with the same id.'),
      );
}

/** A message that was deleted can be answered: who did so may not have known it, and nothing of it is repeated. */
const answering = ({ replyTo }: MessageDraft, { target }: Facts): Pick<MessageEntry, 'replyTo'> =>
  replyTo === undefined || target === null ? {} : { replyTo: { id: replyTo, seq: target.seq } };

/** A connection outlasts a change of name, and what is said on it must not bring the old one back. */
const asNow = (person: Person, { account }: Facts): Person => account ?? person;

/** The names of files are read as its text is. */
const refuseBringing = (
  draft: MessageDraft,
  facts: Facts,
  settings: EventSettings,
): ProtocolError | null => {
  if (draft.attachments === undefined) return null;
  const names = (bringing(draft, facts).attachments ?? []).map(({ name }) => name).join('\n');
  return refuseFiles(draft, facts) ?? refuseContent(names, settings);
};

const refuseContent = (content: string, settings: EventSettings): ProtocolError | null =>
  isAllowed(content, settings.contentFilter) ? null : unfit;

function decideParticipation(
  draft: ParticipationDraft,
  facts: Facts,
): Result<Verdict, ProtocolError> {
  const current = facts.participation ?? never;
  if (facts.account === null && !draft.imported) return fail(noAccount);
  if (current.bannedAt !== null && draft.status !== null) return fail(banned());
  if (current.status === draft.status) return ok({ type: 'unchanged' });
  const { status, eventId, id } = draft;
  const person = draft.imported ? draft.person : asNow(draft.person, facts);
  return ok({
    type: 'append',
    entry: {
      kind: 'participation',
      ...byDraft({ eventId, actorId: person.id, id }, facts),
      person,
      ...toStanding({ ...current, status, role: draft.role ?? current.role }),
    },
  });
}

function decideEventUpdated(
  draft: EventUpdatedDraft,
  facts: Facts,
): Result<Verdict, ProtocolError> {
  if (!may(facts.participation, 'update-event')) {
    return fail(refusal('forbidden', 'Only the organiser can change this event.'));
  }
  return ok({ type: 'append', entry: { kind: 'event-updated', ...byDraft(draft, facts) } });
}
