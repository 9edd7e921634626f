import type { ReactElement } from 'react';

import { Copy } from '@/components/ui/Copy';
import type { Announcement, AnnouncementReport } from '@/protocol/rest';

import { useReport } from './use-announcements';

interface ReportProps {
  readonly eventId: string;
  readonly announcement: Announcement;
}

/** Who got an announcement, in numbers. */
export function Report({ eventId, announcement }: ReportProps): ReactElement | null {
  const report = useReport(eventId, announcement);
  if (report === null) return null;
  return (
    <Copy size="small" tone="muted" role="status" aria-label="Report">
      {reportWords(report)}
    </Copy>
  );
}

/** "Seen by 43 of 50 people: 40 when it came, 3 later". Who has left since has seen it as well. */
const reportWords = ({ participants, seenLive, seenLater, notified }: AnnouncementReport): string =>
  `Seen by ${seenLive + seenLater} of ${participants} people: ${seenLive} when it came, ${seenLater} later${notifiedWords(notified)}`;

/** Nothing where no device was to be notified. */
function notifiedWords({ handedOver, failed, unknown }: AnnouncementReport['notified']): string {
  const parts = [
    `${handedOver} notified`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
  ];
  return handedOver + failed + unknown === 0 ? '' : `. Devices: ${parts.join(', ')}`;
}
