import { refusal, type ProtocolError } from '../protocol/errors.ts';
import { previewedLink } from '../protocol/links.ts';
import type { LinkPreview } from '../protocol/previews.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import type { EventSettings } from '../protocol/rest.ts';
import { isAllowed } from './content-filter.ts';
import type { Facts, Target, Verdict } from './facts.ts';
import type { PreviewDraft } from './log.ts';
import { byDraft } from './placed.ts';
import { noSuchMessage } from './refusals.ts';
import { refuseActor } from './refuse-actor.ts';
import { may } from './rights.ts';

/**
 * Whether a message gets the preview that was made for it, or loses the one that it has. A preview that comes too late, since
 * the message, its link or the event's setting is another one by now, changes nothing. Rules LINK-1, LINK-9, LINK-10.
 */
export function decidePreview(
  draft: PreviewDraft,
  facts: Facts,
  settings: EventSettings,
): Result<Verdict, ProtocolError> {
  const { preview } = draft;
  return preview === null
    ? decideRemoval(draft, facts)
    : ok(
        isFitting(preview, facts.target, settings)
          ? { type: 'append', entry: { ...entry(draft, facts), isShown: true, preview } }
          : { type: 'unchanged' },
      );
}

function isFitting(
  { url, title, description = '' }: LinkPreview,
  target: Target | null,
  settings: EventSettings,
): boolean {
  if (!settings.linkPreviews || target === null || target.deletedAt !== null) return false;
  if (target.preview?.url === url || previewedLink(target.content) !== url) return false;
  return isAllowed(`${title} ${description}`, settings.contentFilter);
}

function decideRemoval(draft: PreviewDraft, facts: Facts): Result<Verdict, ProtocolError> {
  const { target, participation } = facts;
  const refused = refuseActor(facts);
  if (refused !== null) return fail(refused);
  if (target === null) return fail(noSuchMessage);
  if (target.authorId !== draft.actorId && !may(participation, 'remove-preview')) {
    return fail(refusal('forbidden', 'Only its author and moderators can take a preview away.'));
  }
  return ok(
    target.preview?.isShown === true
      ? { type: 'append', entry: { ...entry(draft, facts), isShown: false } }
      : { type: 'unchanged' },
  );
}

const entry = (draft: PreviewDraft, facts: Facts) => ({
  kind: 'preview' as const,
  ...byDraft(draft, facts),
  messageId: draft.messageId,
});
