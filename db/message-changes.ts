import type { LogEntry, MessageDeletedEntry, MessageEditedEntry } from '../domain/log.ts';
import { writeAnnouncement } from './announcement-write.ts';
import { writeRoomMode } from './room-modes.ts';
import { forgetSearched } from './search-forget.ts';
import { lockSearch } from './search-lock.ts';
import { writeAttachments } from './attachment-write.ts';
import { writeMentions } from './mention-write.ts';
import { writeAsked, writePoll } from './poll-write.ts';
import { previewedLink } from '../protocol/links.ts';
import { writePin } from './pin-write.ts';
import { writeQuestion, writeQuestionSums } from './question-write.ts';
import { writePreview } from './preview-write.ts';
import { writeReactions } from './reaction-write.ts';
import type { Statement } from './statements.ts';

/**
 * What a change of a message, of a room's mode, of an announcement or of a question writes beside its entry. One statement
 * for each, in the log's order: the same may be changed twice in a batch.
 */
// The table of all entries; each line is one call, so its number of branches is no complexity.
// oxlint-disable-next-line complexity
export function writeChange(entry: LogEntry): readonly Statement[] {
  if (entry.kind === 'message')
    return [...writeMentions(entry), ...writeAsked(entry), ...writeAttachments(entry)];
  if (entry.kind === 'message-edited') return [writeEdit(entry)];
  if (entry.kind === 'reactions') return [writeReactions(entry)];
  if (entry.kind === 'pin') return [writePin(entry)];
  if (entry.kind === 'poll') return [writePoll(entry)];
  if (entry.kind === 'preview') return [writePreview(entry)];
  if (entry.kind === 'announcement') return [writeAnnouncement(entry)];
  if (entry.kind === 'question') return [writeQuestion(entry)];
  if (entry.kind === 'question-votes') return [writeQuestionSums(entry)];
  if (entry.kind === 'room-mode') return [writeRoomMode(entry)];
  if (entry.kind !== 'message-deleted') return [];
  const { eventId, messageId } = entry;
  return [lockSearch(eventId), forgetSearched(eventId, messageId), writeDeletion(entry)];
}

const writeEdit = ({
  messageId,
  eventId,
  content,
  createdAt,
  seq,
}: MessageEditedEntry): Statement => ({
  name: 'hallway_write_edit',
  text: `
    with kept as (
      insert into message_version (message_id, seq, content, written_at)
      select id, coalesce(edited_seq, seq), content, coalesce(edited_at, created_at)
      from message where id = $1
    ), found_by_other_words as (
      insert into search_redo (event_id, seq) select event_id, seq from message where id = $1
    ), emptied as (
      update log_entry set body = body - 'preview'
      where event_id = $5 and seq = (
        select (preview ->> 'seq')::bigint from message where id = $1 and preview ->> 'url' <> $6
      )
    )
    update message set content = $2, edited_at = $3, edited_seq = $4,
      preview = case when preview ->> 'url' = $6 then preview end
    where id = $1`,
  // A link that it has no longer takes its page's words with it.
  values: [messageId, content, createdAt.toISOString(), seq, eventId, previewedLink(content) ?? ''],
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
    ), unasked as (
      delete from poll where message_id = $1
    ), unvoted as (
      delete from poll_vote where message_id = $1
    ), unmentioned as (
      delete from mention where message_id = $1
    ), group_unmentioned as (
      delete from group_mention where message_id = $1
    ), without_files as (
      update file set state = 'gone', due_at = now() where message_id = $1
    ), unpreviewed as (
      update log_entry set body = body - 'preview'
      where event_id = $2 and target_id = $1 and kind = 'preview'
    ), emptied as (
      update log_entry
      set body = body - 'mentions' - 'poll' - 'attachments'
        || jsonb_build_object('content', '', 'deletedAt', $3::timestamptz)
      where event_id = $2 and (
        seq = (select seq from message where id = $1)
        or target_id = $1 and kind = 'message-edited'
      )
    )
    update message set content = '', deleted_at = $3, deleted_by = $4, reactions = null,
      mentions = null, poll = null, attachments = null, preview = null
    where id = $1`,
  values: [entry.messageId, entry.eventId, entry.createdAt.toISOString(), entry.actorId],
});
