import type { LogEntry, MessageDeletedEntry, MessageEditedEntry } from '../domain/log.ts';
import { writeRoomMode } from './room-modes.ts';
import { forgetSearched, lockSearch } from './search-lock.ts';
import { writePin } from './pin-write.ts';
import { writeReactions } from './reaction-write.ts';
import type { Statement } from './statements.ts';

/**
 * What a change of a message or of a room's mode writes beside its entry. One statement for each, in the
 * log's order: the same may be changed twice in a batch.
 */
export function writeChange(entry: LogEntry): readonly Statement[] {
  if (entry.kind === 'message-edited') return [writeEdit(entry)];
  if (entry.kind === 'reactions') return [writeReactions(entry)];
  if (entry.kind === 'pin') return [writePin(entry)];
  if (entry.kind === 'room-mode') return [writeRoomMode(entry)];
  if (entry.kind !== 'message-deleted') return [];
  const { eventId, messageId } = entry;
  return [lockSearch(eventId), forgetSearched(eventId, messageId), writeDeletion(entry)];
}

const writeEdit = ({ messageId, content, createdAt, seq }: MessageEditedEntry): Statement => ({
  name: 'hallway_write_edit',
  text: `
    with kept as (
      insert into message_version (message_id, seq, content, written_at)
      select id, coalesce(edited_seq, seq), content, coalesce(edited_at, created_at)
      from message where id = $1
    ), found_by_other_words as (
      insert into search_redo (event_id, seq) select event_id, seq from message where id = $1
    )
    update message set content = $2, edited_at = $3, edited_seq = $4 where id = $1`,
  values: [messageId, content, createdAt.toISOString(), seq],
});

/** Nothing that the database answers has the text any more, from the commit on. */
const writeDeletion = (entry: MessageDeletedEntry): Statement => ({
  name: 'hallway_write_deletion',
  text: `
    with forgotten as (
      delete from message_version where message_id = $1
    ), unreacted as (
      delete from reaction where message_id = $1
    ), unpinned as (
      delete from pin where message_id = $1
    ), emptied as (
      update log_entry
      set body = body || jsonb_build_object('content', '', 'deletedAt', $3::timestamptz)
      where event_id = $2 and (
        seq = (select seq from message where id = $1)
        or target_id = $1 and kind = 'message-edited'
      )
    )
    update message set content = '', deleted_at = $3, deleted_by = $4, reactions = null
    where id = $1`,
  values: [entry.messageId, entry.eventId, entry.createdAt.toISOString(), entry.actorId],
});
