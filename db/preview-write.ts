import type { ToPreview } from '../domain/target-after.ts';
import type { PreviewEntry } from '../domain/log.ts';
import { enqueueStatement } from './job-statement.ts';
import type { Statement } from './statements.ts';

/** Takes a page's words out of the entry that had them. */
const EMPTIED = `
  with emptied as (
    update log_entry set body = body - 'preview'
    where event_id = $2 and seq = (select (preview ->> 'seq')::bigint from message where id = $1)
  )`;

/** What an entry of a preview writes beside itself. */
export const writePreview = ({ messageId, eventId, seq, preview }: PreviewEntry): Statement =>
  preview === undefined
    ? {
        name: 'hallway_write_preview_end',
        text: `${EMPTIED}
          update message
          set preview = jsonb_build_object('isShown', false, 'url', preview -> 'url', 'seq', $3::bigint)
          where id = $1`,
        values: [messageId, eventId, seq],
      }
    : {
        name: 'hallway_write_preview',
        text: `${EMPTIED}
          update message set preview = $3::jsonb where id = $1`,
        values: [messageId, eventId, JSON.stringify({ ...preview, isShown: true, seq })],
      };

/** Has the links of messages looked at, if they are stored: by whichever node is free. */
export const enqueuePreviews = (all: readonly ToPreview[]): readonly Statement[] =>
  all.length === 0 ? [] : [enqueueStatement('link-preview', all)];
