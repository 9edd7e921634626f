import type { Kysely } from 'kysely';

import { previewedLink } from '../protocol/links.ts';
import { EventSettings } from '../protocol/rest.ts';
import type { Database } from './schema.ts';
import { toKnownPreview } from './preview-rows.ts';

export interface LinkToPreview {
  readonly authorId: string;
  readonly url: string;
}

/** The link of a message that is to have a preview; null where none is, or it had one of it. */
export async function readLinkToPreview(
  db: Kysely<Database>,
  { eventId, messageId }: { readonly eventId: string; readonly messageId: string },
): Promise<LinkToPreview | null> {
  const row = await db
    .selectFrom('message as m')
    .innerJoin('event as e', 'e.id', 'm.event_id')
    .select(['m.user_id', 'm.content', 'm.preview', 'e.settings'])
    .where('m.id', '=', messageId)
    .where('m.event_id', '=', eventId)
    .executeTakeFirst();
  if (row === undefined || !EventSettings.parse(row.settings).linkPreviews) return null;
  const url = previewedLink(row.content);
  if (url === null || toKnownPreview(row.preview)?.url === url) return null;
  return { authorId: row.user_id, url };
}
