import { fail, ok, type Result } from '../protocol/result.ts';
import { refusal, type ProtocolError } from '../protocol/errors.ts';
import { REACTION_KINDS_MAX } from '../protocol/wire.ts';
import type { Facts, Verdict } from './facts.ts';
import type { ReactionCount, ReactionDraft } from './log.ts';
import { byDraft } from './placed.ts';
import { noSuchMessage } from './refusals.ts';
import { refuseActor } from './refuse-actor.ts';
import { refuseMuted } from './refuse-speaking.ts';

/** Whether a message gets somebody's reaction, or loses it: from whoever takes part and is not muted. Rules REACT-1 to REACT-3. */
export function decideReaction(draft: ReactionDraft, facts: Facts): Result<Verdict, ProtocolError> {
  const { target, reacting } = facts;
  const { reactions, has } = reacting ?? { reactions: [], has: false };
  const refused = refuseActor(facts) ?? (draft.on ? refuseMuted(facts) : null);
  if (refused !== null) return fail(refused);
  if (target === null || target.deletedAt !== null) return fail(noSuchMessage);
  const { messageId, actorId, emoji, on } = draft;
  if (has === on) return ok({ type: 'unchanged' });
  const left = countsAfter(reactions, { emoji, on });
  if (left.length > REACTION_KINDS_MAX) return fail(tooManyKinds);
  return ok({
    type: 'append',
    entry: {
      kind: 'reactions',
      ...byDraft(draft, facts),
      messageId,
      reactions: left,
      changes: [{ userId: actorId, emoji, on }],
    },
  });
}

const tooManyKinds = refusal(
  'invalid',
  `A message can have ${REACTION_KINDS_MAX} different reactions at most.`,
);

/** The counts after one reaction came or went; a new kind stands last, and one that nobody has is gone. */
function countsAfter(
  before: readonly ReactionCount[],
  { emoji, on }: { readonly emoji: string; readonly on: boolean },
): readonly ReactionCount[] {
  if (on && !before.some((reaction) => reaction.emoji === emoji)) {
    return [...before, { emoji, count: 1 }];
  }
  const step = on ? 1 : -1;
  return before
    .map((reaction) =>
      reaction.emoji === emoji ? { emoji, count: reaction.count + step } : reaction,
    )
    .filter(({ count }) => count > 0);
}
