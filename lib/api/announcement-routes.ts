import {
  Announcement,
  AnnouncementChange,
  AnnouncementReport,
  AnnouncementSeen,
  Announcements,
  NewAnnouncement,
} from '../../protocol/rest.ts';
import * as announcements from './handlers/announcements.ts';
import { json, type Route } from './route.ts';

const ALL = '/api/events/{eventId}/announcements';
const ONE = `${ALL}/{announcementId}`;

/** The routes about announcements; what everybody sees of them comes with the newest messages, and as notices. */
export const announcementRoutes = {
  listAnnouncements: json({
    method: 'GET',
    path: ALL,
    summary: 'All announcements of an event, drafts included, the newest first. Organisers only.',
    status: 200,
    answer: Announcements,
    handle: announcements.list,
  }),
  createAnnouncement: json({
    method: 'POST',
    path: ALL,
    summary: 'Write an announcement; nobody but organisers sees it yet.',
    body: NewAnnouncement,
    status: 201,
    answer: Announcement,
    handle: announcements.create,
  }),
  changeAnnouncement: json({
    method: 'PATCH',
    path: ONE,
    summary: 'Change an announcement; where it is shown, everybody is told.',
    body: AnnouncementChange,
    status: 200,
    answer: Announcement,
    handle: announcements.change,
  }),
  deleteAnnouncement: json({
    method: 'DELETE',
    path: ONE,
    summary: 'Delete an announcement that is not shown, with its report.',
    status: 204,
    answer: null,
    handle: announcements.remove,
  }),
  showAnnouncement: json({
    method: 'PUT',
    path: `${ONE}/showing`,
    summary: 'Show an announcement to everybody now. Safe to repeat.',
    status: 200,
    answer: Announcement,
    handle: announcements.show,
  }),
  endAnnouncement: json({
    method: 'DELETE',
    path: `${ONE}/showing`,
    summary: 'Take an announcement off everybody’s screen, for good. Safe to repeat.',
    status: 200,
    answer: Announcement,
    handle: announcements.end,
  }),
  seeAnnouncement: json({
    method: 'PUT',
    path: `${ONE}/seen`,
    summary: 'Say that an announcement is on a screen that one looks at; the first time counts.',
    body: AnnouncementSeen,
    status: 204,
    answer: null,
    handle: announcements.see,
  }),
  reportAnnouncement: json({
    method: 'GET',
    path: `${ONE}/report`,
    summary: 'When an announcement was committed, and how many have seen it.',
    status: 200,
    answer: AnnouncementReport,
    handle: announcements.report,
  }),
} as const satisfies Record<string, Route>;
