import { Export, Exports } from '../../protocol/exports.ts';
import * as exports from './handlers/exports.ts';
import { json, open, type Route } from './route.ts';

const OF_EVENT = '/api/events/{eventId}/exports';
const OF_ACCOUNT = '/api/account/exports';
const ZIP = 'application/zip';

/** The routes about exports: of an event, for its organisers, and of one's own data. */
export const exportRoutes = {
  createExport: json({
    method: 'POST',
    path: OF_EVENT,
    summary:
      'Ask for an export of an event, or get the one that is being made already. Organisers only.',
    status: 201,
    answer: Export,
    handle: exports.create,
  }),
  listExports: json({
    method: 'GET',
    path: OF_EVENT,
    summary: 'The exports of an event that there are, the newest first.',
    status: 200,
    answer: Exports,
    handle: exports.list,
  }),
  readExport: json({
    method: 'GET',
    path: `${OF_EVENT}/{exportId}`,
    summary: 'How far an export is.',
    status: 200,
    answer: Export,
    handle: exports.read,
  }),
  deleteExport: json({
    method: 'DELETE',
    path: `${OF_EVENT}/{exportId}`,
    summary: 'Remove an export with its file, or end one that is being made.',
    status: 204,
    answer: null,
    handle: exports.remove,
  }),
  downloadExport: open({
    methods: ['GET'],
    path: `${OF_EVENT}/{exportId}/content`,
    summary: 'The file of an export that is ready.',
    type: ZIP,
    handle: exports.content,
  }),
  createOwnExport: json({
    method: 'POST',
    path: OF_ACCOUNT,
    summary: 'Ask for an export of all that is stored of oneself.',
    status: 201,
    answer: Export,
    handle: exports.create,
  }),
  listOwnExports: json({
    method: 'GET',
    path: OF_ACCOUNT,
    summary: 'The exports of one’s own data that there are, the newest first.',
    status: 200,
    answer: Exports,
    handle: exports.list,
  }),
  readOwnExport: json({
    method: 'GET',
    path: `${OF_ACCOUNT}/{exportId}`,
    summary: 'How far an export of one’s own data is.',
    status: 200,
    answer: Export,
    handle: exports.read,
  }),
  deleteOwnExport: json({
    method: 'DELETE',
    path: `${OF_ACCOUNT}/{exportId}`,
    summary: 'Remove an export of one’s own data.',
    status: 204,
    answer: null,
    handle: exports.remove,
  }),
  downloadOwnExport: open({
    methods: ['GET'],
    path: `${OF_ACCOUNT}/{exportId}/content`,
    summary: 'The file of an export of one’s own data.',
    type: ZIP,
    handle: exports.content,
  }),
} as const satisfies Record<string, Route>;
