import type { Answer, SeenHow } from '../../protocol/wire.ts';
import type { SendRequest } from './requester.ts';

export interface AnnouncementRequests {
  /** Says that an announcement is on a screen that one looks at. */
  readonly sayAnnouncementSeen: (
    eventId: string,
    announcementId: string,
    how: SeenHow,
  ) => Promise<Answer<'announcement-seen'>>;
}

export const announcementRequests = (request: SendRequest): AnnouncementRequests => ({
  sayAnnouncementSeen: (eventId, announcementId, how) =>
    request('announcement-seen', { eventId, announcementId, how }),
});
