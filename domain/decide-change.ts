import { fail, ok, type Result } from '../protocol/result.ts';
import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { EventSettings } from '../protocol/rest.ts';
import type { Facts, Target, Verdict } from './facts.ts';
import type { MessageDeletedDraft, MessageEditedDraft } from './log.ts';
import { byDraft } from './placed.ts';
import { noSuchMessage, unfit } from './refusals.ts';
import { refuseActor } from './refuse-actor.ts';
import { refuseRewording } from './refuse-speaking.ts';
import { may } from './rights.ts';
import { isAllowed } from './content-filter.ts';

const MINUTE_MS = 60_000;

/** Whether a message gets another text: only from who wrote it, and only for a time. Rules CHANGE-1 to CHANGE-4. */
export function decideEdit(
  draft: MessageEditedDraft,
  facts: Facts,
  settings: EventSettings,
): Result<Verdict, ProtocolError> {
  const { target } = facts;
  const refused = refuseActor(facts) ?? refuseRewording(facts);
  if (refused !== null) return fail(refused);
  if (target === null || target.deletedAt !== null) return fail(noSuchMessage);
  if (target.authorId !== draft.actorId) {
    return fail(refusal('forbidden', 'Only who wrote a message can change its words.'));
  }
  if (target.isPoll === true) return fail(pollStays);
  const late = refuseLate(target, facts, settings);
  if (late !== null) return fail(late);
  if (!isAllowed(draft.content, settings.contentFilter)) return fail(unfit);
  if (target.content === draft.content) return ok({ type: 'unchanged' });
  return ok({
    type: 'append',
    entry: { ...entry(draft, facts), kind: draft.kind, content: draft.content },
  });
}

/** Whether a message loses its text: by who wrote it, for a time, or by whoever moderates. Rules CHANGE-1 to CHANGE-5. */
export function decideDelete(
  draft: MessageDeletedDraft,
  facts: Facts,
  settings: EventSettings,
): Result<Verdict, ProtocolError> {
  const { target, participation } = facts;
  const refused = refuseActor(facts);
  if (refused !== null) return fail(refused);
  if (target === null) return fail(noSuchMessage);
  if (target.authorId !== draft.actorId && !may(participation, 'delete-any')) {
    return fail(refusal('forbidden', 'Only its author and moderators can delete a message.'));
  }
  if (target.deletedAt !== null) return ok({ type: 'unchanged' });
  const late = refuseLate(target, facts, settings);
  if (late !== null) return fail(late);
  return ok({ type: 'append', entry: { ...entry(draft, facts), kind: draft.kind } });
}

/** Who has voted knew what for. */
const pollStays = refusal(
  'invalid',
  'A poll keeps the words that it was asked with. Delete it, and ask another one.',
);

/** What both kinds of changes say. */
const entry = (draft: MessageEditedDraft | MessageDeletedDraft, facts: Facts) => ({
  ...byDraft(draft, facts),
  messageId: draft.messageId,
});

function refuseLate(
  { createdAt }: Target,
  { now, participation }: Facts,
  { changeMinutes }: EventSettings,
): ProtocolError | null {
  const age = now.getTime() - createdAt.getTime();
  if (may(participation, 'change-own-late') || age < changeMinutes * MINUTE_MS) return null;
  return refusal(
    'forbidden',
    changeMinutes === 0
      ? 'Messages of this event can not be changed.'
      : `Messages of this event can be changed for ${inWords(changeMinutes)} only.`,
  );
}

function inWords(minutes: number): string {
  const [count, unit] =
    minutes % 1_440 === 0
      ? [minutes / 1_440, 'day']
      : minutes % 60 === 0
        ? [minutes / 60, 'hour']
        : [minutes, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
