import type { InfiniteData, QueryClient } from '@tanstack/react-query';

import type { ProtocolError } from '@/protocol/errors';
import type { EventScope, Event, EventsPage } from '@/protocol/rest';
import type { Result } from '@/protocol/result';

/** Keys of the cached answers; a shorter key stands for all that begin with it. */
export const queryKeys = {
  eventLists: ['events'] as const,
  eventList: (scope: EventScope, query: string) => ['events', scope, query] as const,
  event: (eventId: string) => ['event', eventId] as const,
  messageSearch: (request: object) => ['message-search', request] as const,
  mentions: ['mentions'] as const,
  announcements: (eventId: string) => ['announcements', eventId] as const,
  announcementReport: (eventId: string, announcementId: string) =>
    ['announcements', eventId, 'report', announcementId] as const,
  exports: (eventId: string | null) => ['exports', eventId] as const,
  versions: (eventId: string, messageId: string) => ['versions', eventId, messageId] as const,
  participants: (eventId: string) => ['participants', eventId] as const,
  participant: (eventId: string, userId: string) =>
    ['participants', eventId, 'one', userId] as const,
  visibility: ['visibility'] as const,
  notificationSettings: ['notifications'] as const,
  eventNotifications: (eventId: string) => ['notifications', eventId] as const,
  bans: (eventId: string) => ['participants', eventId, 'bans'] as const,
};

/** TanStack Query takes refusals as rejections. */
export async function unwrap<Value>(answer: Promise<Result<Value, ProtocolError>>): Promise<Value> {
  const result = await answer;
  if (result.ok) return result.value;
  throw result.error;
}

const changedIn = (
  pages: InfiniteData<EventsPage> | undefined,
  eventId: string,
  change: (event: Event) => Event,
): InfiniteData<EventsPage> | undefined =>
  pages && {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      events: page.events.map((event) => (event.id === eventId ? change(event) : event)),
    })),
  };

/** Changes one event wherever it is cached. */
export function changeCachedEvent(
  queries: QueryClient,
  eventId: string,
  change: (event: Event) => Event,
): void {
  queries.setQueryData<Event>(queryKeys.event(eventId), (event) => event && change(event));
  queries.setQueriesData<InfiniteData<EventsPage>>({ queryKey: queryKeys.eventLists }, (pages) =>
    changedIn(pages, eventId, change),
  );
}
