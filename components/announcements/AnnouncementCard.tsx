import type { ReactElement } from 'react';
import { View } from 'react-native';

import { MessageBody } from '@/components/chat/MessageBody';
import { Button } from '@/components/ui/Button';
import { Copy } from '@/components/ui/Copy';
import { Notice } from '@/components/ui/Notice';
import { Surface } from '@/components/ui/Surface';
import { space } from '@/components/ui/tokens';
import type { Announcement } from '@/protocol/rest';

import { timeWords } from './announcement-words';
import { DeleteAnnouncement } from './DeleteAnnouncement';
import { Report } from './Report';
import type { Acting } from './use-announcements';

export interface CardActs {
  readonly onShow: (announcement: Announcement) => void;
  readonly onEnd: (announcement: Announcement) => void;
  readonly onEdit: (announcement: Announcement) => void;
  readonly onDelete: (announcement: Announcement) => Promise<boolean>;
}

interface AnnouncementCardProps extends CardActs {
  readonly eventId: string;
  readonly announcement: Announcement;
  readonly acting: Acting;
}

/** One announcement, as its state lets one act on it. */
export function AnnouncementCard(props: AnnouncementCardProps): ReactElement {
  const { eventId, announcement, acting } = props;
  const { state, notShown } = announcement;
  return (
    <Surface style={{ gap: space.sm }}>
      <View role="article" aria-label={`Announcement: ${announcement.content}`}>
        <Copy size="tiny" tone="muted">
          {whenWords(announcement)}
        </Copy>
        <MessageBody content={announcement.content} isOwn={false} />
      </View>
      {notShown !== null && <Notice tone="spot" text={notShownWords(announcement, notShown)} />}
      {(state === 'live' || state === 'ended') && (
        <Report eventId={eventId} announcement={announcement} />
      )}
      {acting.refusal !== null && <Notice tone="danger" text={acting.refusal.message} />}
      <Acts {...props} />
    </Surface>
  );
}

function Acts(props: AnnouncementCardProps): ReactElement {
  const { announcement, acting, onShow, onEnd, onEdit, onDelete } = props;
  const { state, notShown } = announcement;
  const { isBusy } = acting;
  const isWaiting = state === 'draft' || state === 'scheduled';
  return (
    <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space.sm }}>
      {isWaiting && (
        <Button label="Show now" isCompact isBusy={isBusy} onPress={() => onShow(announcement)} />
      )}
      {state === 'live' && (
        <Button
          label="End"
          kind="secondary"
          isCompact
          isBusy={isBusy}
          onPress={() => onEnd(announcement)}
        />
      )}
      {state !== 'ended' && (
        <Button
          label={notShown === null ? 'Edit' : 'Reschedule'}
          kind="quiet"
          isCompact
          onPress={() => onEdit(announcement)}
        />
      )}
      {state !== 'live' && (
        <DeleteAnnouncement acting={acting} onDelete={() => onDelete(announcement)} />
      )}
    </View>
  );
}

const at = (time: string | null): string => (time === null ? '' : timeWords(new Date(time)));

/** What its times say: "Shown since 6:00 PM, until 8:00 PM". */
function whenWords({
  state,
  scheduledAt,
  shownUntil,
  shownAt,
  endedAt,
  author,
}: Announcement): string {
  const until = shownUntil === null ? '' : `, until ${at(shownUntil)}`;
  switch (state) {
    case 'draft':
      return `Draft by ${author.userName}${until}`;
    case 'scheduled':
      return isPast(scheduledAt)
        ? `Was due ${at(scheduledAt)}, not shown yet${until}`
        : `To be shown ${at(scheduledAt)}${until}`;
    case 'live':
      return `Shown since ${at(shownAt)}${until}`;
    case 'ended':
      return `Shown ${at(shownAt)}, ended ${at(endedAt)}`;
  }
}

/** "Was to be shown at 6:00 PM, and was not. Who scheduled it was banned from the event since." */
const notShownWords = (
  { scheduledAt }: Announcement,
  { at: refusedAt, why }: NonNullable<Announcement['notShown']>,
): string => `Was to be shown ${at(scheduledAt ?? refusedAt)}, and was not. ${why}`;

/** Later than the clock is ever late. */
const OVERDUE_MS = 120_000;

const isPast = (time: string | null): boolean =>
  time !== null && Date.parse(time) < Date.now() - OVERDUE_MS;
