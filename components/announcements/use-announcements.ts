import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import { queryKeys, unwrap } from '@/hooks/event-queries';
import type { RestClient, RestResult } from '@/lib/rest-client';
import type { ProtocolError } from '@/protocol/errors';
import type { Announcement, AnnouncementReport } from '@/protocol/rest';

/** While an announcement is shown its numbers grow. */
const REPORT_EVERY_MS = 5_000;
/** As late as the clock may be. */
const LIST_EVERY_MS = 5_000;

type Call = (rest: RestClient) => RestResult<unknown>;

/** What one does with an announcement, or with the new one. */
export interface Acting {
  readonly isBusy: boolean;
  /** Why it was refused. */
  readonly refusal: ProtocolError | null;
}

/** Stands for the announcement that one writes, which has no id yet. */
export const NEW = 'new';

export interface AnnouncementList {
  /** `null` until they were read. */
  readonly announcements: readonly Announcement[] | null;
  /** Why they could not be read. */
  readonly refusal: ProtocolError | null;
  /** Does one thing; resolves to whether it went well. */
  readonly act: (announcementId: string, call: Call) => Promise<boolean>;
  /** What was done last, where it was with this one. */
  readonly actingOn: (announcementId: string) => Acting;
  /** What was refused before says nothing of what one begins now. */
  readonly beginAnew: () => void;
}

/** While the clock has something to do with one of them. */
const isTimed = (announcements: readonly Announcement[] = []): boolean =>
  announcements.some(
    ({ state, shownUntil }) => state === 'scheduled' || (state === 'live' && shownUntil !== null),
  );

const IDLE: Acting = { isBusy: false, refusal: null };

/** The announcements of an event, for its organisers, and what is done with them. */
export function useAnnouncements(eventId: string): AnnouncementList {
  const rest = useRestClient();
  const queries = useQueryClient();
  const list = useQuery({
    queryKey: queryKeys.announcements(eventId),
    queryFn: () => unwrap(rest.listAnnouncements(eventId)),
    staleTime: 0,
    refetchInterval: ({ state }) => isTimed(state.data?.announcements) && LIST_EVERY_MS,
  });
  const doing = useMutation({
    mutationFn: ({ call }: { readonly on: string; readonly call: Call }) => unwrap(call(rest)),
    onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.announcements(eventId) }),
  });
  return {
    announcements: list.data?.announcements ?? null,
    refusal: list.error,
    actingOn: (announcementId) =>
      doing.variables?.on === announcementId
        ? { isBusy: doing.isPending, refusal: doing.error }
        : IDLE,
    beginAnew: doing.reset,
    act: (on, call) =>
      doing.mutateAsync({ on, call }).then(
        () => true,
        () => false,
      ),
  };
}

/** Who got an announcement, in numbers; `null` until they were read. */
export function useReport(eventId: string, announcement: Announcement): AnnouncementReport | null {
  const rest = useRestClient();
  const { announcementId, state } = announcement;
  const report = useQuery({
    queryKey: queryKeys.announcementReport(eventId, announcementId),
    queryFn: () => unwrap(rest.reportAnnouncement(eventId, announcementId)),
    staleTime: 0,
    ...(state === 'live' && { refetchInterval: REPORT_EVERY_MS }),
  });
  return report.data ?? null;
}
