import { z } from 'zod';

/** Files of one message. */
export const ATTACHMENTS_MAX = 10;

/** Longest name of a file, in code points; a longer one is cut before its ending. */
export const FILE_NAME_MAX_CHARS = 120;

/** How a file is shown: pictures, videos and sound in their place, everything else as something to download. */
export const FileKind = z.enum(['image', 'video', 'audio', 'document']);
export type FileKind = z.output<typeof FileKind>;

/** What is known of a file once it is ready. Its bytes are at `/api/events/{eventId}/files/{id}/content`. */
export const Attachment = z.object({
  id: z.string(),
  kind: FileKind,
  /** One visible line, without a folder; its ending fits what the file is. */
  name: z.string(),
  /** What the bytes were found to be; `application/octet-stream` where they are nothing that is shown. */
  type: z.string(),
  /** In bytes. */
  size: z.int().nonnegative(),
  /** In pixels, as it is shown: of pictures. A picture has a thumbnail at `…/thumbnail`. */
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  /** A blurred picture of some 25 bytes: a ThumbHash in base64. */
  placeholder: z.string().optional(),
  durationMs: z.int().nonnegative().optional(),
});
export type Attachment = z.output<typeof Attachment>;
