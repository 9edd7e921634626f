import { z } from 'zod';

import { Seq } from './wire.ts';

/** Texts of one message that are shown: more than that nobody compares. */
export const VERSIONS_MAX = 50;

/** A text that a message has or had. */
export const MessageVersion = z.object({
  content: z.string(),
  /** The entry that it is from. */
  seq: Seq,
  /** ISO 8601, UTC. */
  writtenAt: z.string(),
});
export type MessageVersion = z.output<typeof MessageVersion>;

/** `GET /api/events/:eventId/messages/:messageId/versions`: the newest 50, the oldest of them first; the last is the text that it has. */
export const MessageVersions = z.object({ versions: z.array(MessageVersion) });
export type MessageVersions = z.output<typeof MessageVersions>;
