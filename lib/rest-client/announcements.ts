import { z } from 'zod';

import { Announcement, AnnouncementReport, Announcements } from '../../protocol/rest.ts';
import type { AnnouncementChange, NewAnnouncement } from '../../protocol/rest.ts';
import type { createJsonFetch } from './json-fetch.ts';
import { eventPath } from './paths.ts';
import type { RestResult } from './rest-result.ts';

/** Announcements by the API; for organisers. */
export interface AnnouncementsClient {
  /** All of them, the newest first. */
  readonly listAnnouncements: (eventId: string) => RestResult<Announcements>;
  /** A draft, or with `scheduledAt` one that the clock shows. */
  readonly createAnnouncement: (
    eventId: string,
    announcement: z.input<typeof NewAnnouncement>,
  ) => RestResult<Announcement>;
  readonly changeAnnouncement: (
    eventId: string,
    announcementId: string,
    change: z.input<typeof AnnouncementChange>,
  ) => RestResult<Announcement>;
  readonly deleteAnnouncement: (eventId: string, announcementId: string) => RestResult<null>;
  readonly showAnnouncement: (eventId: string, announcementId: string) => RestResult<Announcement>;
  readonly endAnnouncement: (eventId: string, announcementId: string) => RestResult<Announcement>;
  readonly reportAnnouncement: (
    eventId: string,
    announcementId: string,
  ) => RestResult<AnnouncementReport>;
}

const allPath = (eventId: string): string => eventPath(eventId, '/announcements');

const onePath = (eventId: string, announcementId: string, rest = ''): string =>
  `${allPath(eventId)}/${encodeURIComponent(announcementId)}${rest}`;

export const announcementsClient = (
  send: ReturnType<typeof createJsonFetch>,
): AnnouncementsClient => {
  const answer = Announcement;
  return {
    listAnnouncements: (eventId) =>
      send({ method: 'GET', path: allPath(eventId), answer: Announcements }),
    createAnnouncement: (eventId, body) =>
      send({ method: 'POST', path: allPath(eventId), body, answer }),
    changeAnnouncement: (eventId, id, body) =>
      send({ method: 'PATCH', path: onePath(eventId, id), body, answer }),
    deleteAnnouncement: (eventId, id) =>
      send({ method: 'DELETE', path: onePath(eventId, id), answer: z.null() }),
    showAnnouncement: (eventId, id) =>
      send({ method: 'PUT', path: onePath(eventId, id, '/showing'), answer }),
    endAnnouncement: (eventId, id) =>
      send({ method: 'DELETE', path: onePath(eventId, id, '/showing'), answer }),
    reportAnnouncement: (eventId, id) =>
      send({ method: 'GET', path: onePath(eventId, id, '/report'), answer: AnnouncementReport }),
  };
};
