import { ok, type Result } from '../protocol/result.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import type { LinkPreview } from '../protocol/previews.ts';
import type { AnswerValue, Payload } from '../protocol/wire.ts';
import { appendChange, type ChangeDeps } from './append-change.ts';
import type { Person } from './log.ts';
import type { EventLog, NewId } from './ports.ts';

/**
 * Takes the preview of a message's link away; it does not come back for that link.
 *
 * Safe to repeat. Refuses with `rate-limited`, and as `decidePreview` does.
 */
export async function removePreview(
  deps: ChangeDeps,
  { id: actorId }: Person,
  { eventId, messageId }: Payload<'remove-preview'>,
): Promise<Result<AnswerValue<'remove-preview'>, ProtocolError>> {
  const draft = { kind: 'preview', eventId, messageId, actorId, preview: null } as const;
  const appended = await appendChange(deps, draft, 'You are changing messages too fast.');
  return appended.ok ? ok({ eventId, messageId, ...appended.value }) : appended;
}

interface PreviewedMessage {
  readonly eventId: string;
  readonly messageId: string;
  readonly authorId: string;
}

/**
 * Gives a message the preview that was made of its link, if it still has that link and none of it. Safe to repeat, at
 * any time.
 */
export async function showPreview(
  { log, newId }: { readonly log: EventLog; readonly newId: NewId },
  { eventId, messageId, authorId }: PreviewedMessage,
  preview: LinkPreview,
): Promise<Result<null, ProtocolError>> {
  const draft = { kind: 'preview', eventId, messageId, actorId: authorId, preview } as const;
  const appended = await log.append({ ...draft, id: newId() });
  return appended.ok ? ok(null) : appended;
}
