import { z } from 'zod';

/** Whom a message mentions: ids of people, `@` and the names of groups. */
export const MentionKeys = z.array(z.string()).readonly().optional();

export const EntryKind = z.enum([
  'message',
  'message-edited',
  'message-deleted',
  'reactions',
  'pin',
  'poll',
  'preview',
  'announcement',
  'participation',
  // Somebody's role, mute or lifted ban; what a room lets people do: neither is told to the seed's clients.
  'standing',
  'room-mode',
  'question',
  'question-votes',
  'event-updated',
]);
export type EntryKind = z.output<typeof EntryKind>;

/** What organisers do with an announcement: write it, give it other words or other times, show, end and delete it. */
export const ANNOUNCING = ['announce', 'reword', 'schedule', 'show', 'end', 'withdraw'] as const;

/** What somebody asks for. */
export const Does = z.enum([
  'send',
  'edit',
  'delete',
  'react',
  'cheer',
  'pin',
  'unpin',
  'vote',
  'close-poll',
  'read',
  'unread',
  'join',
  'leave',
  'attend',
  'quit',
  'remove',
  'mute',
  'unmute',
  ...ANNOUNCING,
]);
export type Does = z.output<typeof Does>;
