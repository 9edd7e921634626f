import { z } from 'zod';

import {
  AttachmentsAsked,
  Caption,
  Id,
  MentionsAsked,
  MessageText,
  SAYS_NOTHING,
  saysSomething,
} from './wire.ts';

/** `POST /api/events/:eventId/messages`. */
export const NewMessage = z
  .strictObject({
    /** May be empty where files are attached. */
    content: Caption,
    clientMessageId: Id.optional(),
    /** The message of the same event that it answers. */
    replyTo: Id.optional(),
    /** Whom it mentions. `everyone` is for organisers. */
    mentions: MentionsAsked.optional(),
    /** Files of one's own that were uploaded to this event, are ready and in no message yet. */
    attachments: AttachmentsAsked.optional(),
  })
  .refine(saysSomething, { error: SAYS_NOTHING, path: ['content'] });
export type NewMessage = z.output<typeof NewMessage>;

/** `PATCH /api/events/:eventId/messages/:messageId`. */
export const MessageChange = z.strictObject({ content: MessageText });
export type MessageChange = z.output<typeof MessageChange>;
