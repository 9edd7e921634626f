import { FileDetails } from '../../protocol/rest.ts';
import * as files from './handlers/files.ts';
import * as uploads from './handlers/uploads.ts';
import { json, open, type Route } from './route.ts';

/** The routes about files: how they come, what is known of them, and their bytes. */
export const fileRoutes = {
  beginUpload: open({
    methods: ['POST'],
    path: '/api/events/{eventId}/uploads',
    summary: 'Begin to upload a file, by tus 1.0. Answers where the rest goes, in `Location`.',
    handle: uploads.begin,
  }),
  proceedUpload: open({
    methods: ['HEAD', 'PATCH'],
    path: '/api/events/{eventId}/uploads/{fileId}',
    summary: 'How much of a file is there, and more of it, by tus 1.0.',
    handle: uploads.proceed,
  }),
  endUpload: open({
    methods: ['DELETE'],
    path: '/api/events/{eventId}/uploads/{fileId}',
    summary: 'Take a file back that was not sent yet, complete or not.',
    handle: uploads.end,
  }),
  readFile: json({
    method: 'GET',
    path: '/api/events/{eventId}/files/{fileId}',
    summary: 'What is known of a file, and whether it is ready to be sent.',
    status: 200,
    answer: FileDetails,
    handle: files.read,
  }),
  readFileContent: open({
    methods: ['GET'],
    path: '/api/events/{eventId}/files/{fileId}/content',
    summary: 'The bytes of a file, or a range of them.',
    handle: files.content,
  }),
  readFileThumbnail: open({
    methods: ['GET'],
    path: '/api/events/{eventId}/files/{fileId}/thumbnail',
    summary: 'The thumbnail of a picture: WebP, its longer side 640 px or less.',
    handle: files.thumbnail,
  }),
} as const satisfies Record<string, Route>;
