import type { Draft } from './log.ts';

/** The person whose rights decide on a draft. */
export const actorOf = (draft: Draft): string => {
  if (draft.kind === 'message') return draft.author.id;
  return draft.kind === 'participation' ? draft.person.id : draft.actorId;
};

/** The stored message that a draft is about: that it changes, or answers. */
export function targetOf(draft: Draft): string | undefined {
  if (draft.kind === 'message') return draft.replyTo;
  return 'messageId' in draft ? draft.messageId : undefined;
}
