import { z } from 'zod';

import { Attachment, FileKind } from './attachments.ts';

/** Where a file is on its way: still coming, looked at by the server, ready to be sent, or never to be. */
export const FileState = z.enum(['uploading', 'checking', 'ready', 'refused']);
export type FileState = z.output<typeof FileState>;

/** Why a file was refused. A closed list: programs switch on it. */
export const FileRefusalCode = z.enum([
  'too-large',
  'not-a-picture',
  'not-allowed',
  'infected',
  'not-checked',
]);
export type FileRefusalCode = z.output<typeof FileRefusalCode>;

/** What each code means, for the documentation. */
export const FILE_REFUSAL_CODES: Readonly<Record<FileRefusalCode, string>> = {
  'too-large': 'The picture has more pixels than are taken.',
  'not-a-picture':
    'It says that it is a picture, a video or sound, and is not, or is of a kind or in a state that can not be shown.',
  'not-allowed': 'It is a program.',
  infected: 'The virus scanner found something.',
  'not-checked': 'The virus scanner did not answer in time; sending it again may work.',
};

/** `GET /api/events/:eventId/files/:fileId`. Before it is ready, `kind` and `type` are what its name says. */
export const FileDetails = Attachment.extend({
  kind: FileKind,
  state: FileState,
  /** Why it can not be sent; with `refused` alone. */
  refusal: z.object({ code: FileRefusalCode, message: z.string() }).optional(),
});
export type FileDetails = z.output<typeof FileDetails>;
