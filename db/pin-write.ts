import type { PinEntry } from '../domain/log.ts';
import type { Statement } from './statements.ts';

/** What an entry of a pin writes beside itself. */
export const writePin = ({
  on,
  messageId,
  eventId,
  seq,
  actorId,
  createdAt,
}: PinEntry): Statement =>
  on
    ? {
        name: 'hallway_write_pin',
        text: `insert into pin (message_id, event_id, seq, pinned_by, pinned_at) values ($1, $2, $3, $4, $5)`,
        values: [messageId, eventId, seq, actorId, createdAt.toISOString()],
      }
    : {
        name: 'hallway_write_unpin',
        text: `delete from pin where message_id = $1`,
        values: [messageId],
      };
