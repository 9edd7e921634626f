import type { Generated, JSONColumnType } from 'kysely';

import type { LogEntry } from '../domain/log.ts';
import type { NotifyLevel } from '../protocol/notifications.ts';
import type {
  Attachment,
  Mention,
  MentionGroup,
  ParticipationStatus,
  Role,
} from '../protocol/wire.ts';
import type { DefaultedTimestamp, Timestamp } from './column-types.ts';
import type { FileTable } from './file-schema.ts';
import type { PollTable, PollVoteTable } from './poll-schema.ts';
import type { StoredPreview } from './preview-rows.ts';
import type { PushDeviceTable, PushKeysTable, PushSettingsTable } from './push-schema.ts';
import type { QuestionListTable, QuestionTable, QuestionVoteTable } from './question-schema.ts';
import type { ExportTable } from './export-schema.ts';
import type {
  SearchPostingTable,
  SearchProgressTable,
  SearchRedoTable,
  SearchSegmentTable,
} from './search-schema.ts';

/** Better Auth's; we read it, and write people whom another back end names. */
interface UserTable {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  image: string | null;
  isAnonymous: boolean | null;
  createdAt: DefaultedTimestamp;
  updatedAt: DefaultedTimestamp;
}

/** Better Auth's; the socket server looks tokens up in it. */
interface SessionTable {
  id: string;
  token: string;
  userId: string;
  expiresAt: Timestamp;
  createdAt: DefaultedTimestamp;
  updatedAt: Timestamp;
}

/** Filled by a trigger whenever a session ends, however it ended. */
interface SessionRevocationTable {
  pos: Generated<number>;
  session_id: string;
  user_id: string;
  revoked_at: DefaultedTimestamp;
}

interface EventTable {
  id: string;
  title: string;
  description: string | null;
  starts_at: Timestamp;
  ends_at: Timestamp | null;
  time_zone: string | null;
  place: string | null;
  image_url: string | null;
  created_by: string;
  settings: JSONColumnType<object>;
  created_at: DefaultedTimestamp;
  updated_at: DefaultedTimestamp;
}

/** One row an event: the counter that orders its log, and what changes with it. */
interface EventLogHeadTable {
  event_id: string;
  epoch: Generated<string>;
  head_seq: Generated<number>;
  /** Entries up to here may be gone from `log_entry`. */
  min_seq: Generated<number>;
  last_at: DefaultedTimestamp;
  attending_count: Generated<number>;
  interested_count: Generated<number>;
  /** Only organisers and moderators write. */
  is_frozen: Generated<boolean>;
  /** Seconds between two messages of one person; 0: no slow mode. */
  slow_seconds: Generated<number>;
  slow_since: Timestamp | null;
  /** Whether somebody may want to be notified of every message. */
  notifies_all: Generated<boolean>;
}

interface LogEntryTable {
  event_id: string;
  seq: number;
  kind: LogEntry['kind'];
  /** The message's id; for other kinds the id of the draft, null where it had none. */
  id: string | null;
  actor_id: string;
  /** The message, announcement or question that it changes, or the person to whom somebody else did something; null for others. */
  target_id: string | null;
  client_message_id: string | null;
  body: JSONColumnType<object>;
  created_at: Timestamp;
}

/** The current state of messages: what history and search read. */
interface MessageTable {
  id: string;
  event_id: string;
  seq: number;
  user_id: string;
  user_name: string;
  user_image: string | null;
  /** Empty where it was deleted. */
  content: string;
  client_message_id: string | null;
  created_at: Timestamp;
  edited_at: Timestamp | null;
  /** The entry that its text is from, where it is not its own. */
  edited_seq: number | null;
  deleted_at: Timestamp | null;
  deleted_by: string | null;
  /** What the rows of `reaction` add up to, as `[[emoji, count], …]`; null where there are none. */
  reactions: JSONColumnType<readonly (readonly [string, number])[]> | null;
  /** Which message it answers. */
  reply_to: JSONColumnType<{ readonly id: string; readonly seq: number }> | null;
  /** Whom it mentions; null where nobody, and where it was deleted. */
  mentions: JSONColumnType<readonly Mention[]> | null;
  /** What it asks; null where nothing, and where it was deleted. */
  poll: JSONColumnType<object> | null;
  /** The files that it brings; null where none, and where it was deleted. */
  attachments: JSONColumnType<readonly Attachment[]> | null;
  /** Of its first link; null where there is none of that, and where it was deleted. */
  preview: JSONColumnType<StoredPreview> | null;
}

/** One row a message and person that it mentions; none for deleted ones. */
interface MentionTable {
  user_id: string;
  event_id: string;
  /** Where the message stands. */
  seq: number;
  message_id: string;
  created_at: Timestamp;
}

/** One row a message and group that it mentions; none for deleted ones. */
interface GroupMentionTable {
  event_id: string;
  seq: number;
  to_group: MentionGroup;
  author_id: string;
  message_id: string;
  created_at: Timestamp;
}

/** One row a person, message and emoji. */
interface ReactionTable {
  message_id: string;
  user_id: string;
  emoji: string;
  /** The entry that it came with. */
  seq: number;
}

/** One row a message that is pinned; none for deleted ones. */
interface PinTable {
  message_id: string;
  event_id: string;
  /** The entry that it was pinned with. */
  seq: number;
  pinned_by: string;
  pinned_at: Timestamp;
}

/** One row an announcement, whatever its state. */
interface AnnouncementTable {
  id: string;
  event_id: string;
  author_id: string;
  content: string;
  scheduled_at: Timestamp | null;
  shown_until: Timestamp | null;
  /** The entry that it was first shown with; null for drafts. */
  published_seq: number | null;
  published_at: Timestamp | null;
  /** The entry that its words are from; it alone has them in the log while it is shown. */
  content_seq: number | null;
  content_at: Timestamp | null;
  ended_seq: number | null;
  ended_at: Timestamp | null;
  /** When the clock could not show it as was set, and why, for people; null where it could, or was set anew. */
  refused_at: Timestamp | null;
  refused_why: string | null;
  created_at: DefaultedTimestamp;
}

/** Who has seen an announcement on a screen of theirs, and whether it was when it came. */
interface AnnouncementSeenTable {
  announcement_id: string;
  user_id: string;
  is_later: boolean;
}

/** What edited messages said before; nothing of deleted ones. */
interface MessageVersionTable {
  message_id: string;
  /** The entry that the text was from. */
  seq: number;
  content: string;
  written_at: Timestamp;
}

interface ParticipationTable {
  event_id: string;
  user_id: string;
  status: ParticipationStatus | null;
  role: Role;
  muted_until: Timestamp | null;
  banned_at: Timestamp | null;
  ban_reason: string | null;
  /** When they last said something in slow mode. */
  slow_said_at: Timestamp | null;
  joined_seq: number | null;
  left_seq: number | null;
  /** Everything up to here is read; may be beyond the head of a log that was restored. */
  read_seq: Generated<number>;
  /** What their devices are notified of; null: mentions and announcements. */
  notify_level: NotifyLevel | null;
  notify_muted_until: Timestamp | null;
}

/** One row for each person who has ever chosen whether they are shown. */
interface VisibilityTable {
  user_id: string;
  is_invisible: boolean;
  changed_at: Timestamp;
}

/** At most one row: which server's history the logs were last written on. */
interface LogTimelineTable {
  is_only: Generated<boolean>;
  system_identifier: string;
  timeline_id: number;
  seen_at: DefaultedTimestamp;
}

export interface Database {
  user: UserTable;
  session: SessionTable;
  session_revocation: SessionRevocationTable;
  event: EventTable;
  event_log_head: EventLogHeadTable;
  log_entry: LogEntryTable;
  log_timeline: LogTimelineTable;
  message: MessageTable;
  message_version: MessageVersionTable;
  participation: ParticipationTable;
  search_progress: SearchProgressTable;
  search_segment: SearchSegmentTable;
  search_posting: SearchPostingTable;
  search_redo: SearchRedoTable;
  reaction: ReactionTable;
  pin: PinTable;
  poll: PollTable;
  poll_vote: PollVoteTable;
  mention: MentionTable;
  group_mention: GroupMentionTable;
  file: FileTable;
  announcement: AnnouncementTable;
  announcement_seen: AnnouncementSeenTable;
  question: QuestionTable;
  question_vote: QuestionVoteTable;
  question_list: QuestionListTable;
  visibility: VisibilityTable;
  push_keys: PushKeysTable;
  push_device: PushDeviceTable;
  push_settings: PushSettingsTable;
  export: ExportTable;
}
