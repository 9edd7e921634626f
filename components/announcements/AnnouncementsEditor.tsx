import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Heading } from '@/components/ui/Copy';
import { Loading } from '@/components/ui/Loading';
import { Notice } from '@/components/ui/Notice';
import { space } from '@/components/ui/tokens';
import type { Announcement } from '@/protocol/rest';

import { AnnouncementCard, type CardActs } from './AnnouncementCard';
import { AnnouncementForm, type Written } from './AnnouncementForm';
import { type AnnouncementList, NEW, useAnnouncements } from './use-announcements';

interface Part {
  readonly title: string;
  readonly has: (announcement: Announcement) => boolean;
}

const PARTS: readonly Part[] = [
  { title: 'Not shown', has: ({ notShown }) => notShown !== null },
  { title: 'Shown now', has: ({ state }) => state === 'live' },
  { title: 'Scheduled', has: ({ state }) => state === 'scheduled' },
  { title: 'Drafts', has: ({ state, notShown }) => state === 'draft' && notShown === null },
  { title: 'Over', has: ({ state }) => state === 'ended' },
];

/** All announcements of an event by state, and the form for a new one. For its organisers. */
export function AnnouncementsEditor({ eventId }: { readonly eventId: string }): ReactElement {
  const list = useAnnouncements(eventId);
  // Another one begins empty.
  const [round, setRound] = useState(0);
  const { announcements, refusal } = list;
  const save = async (written: Written): Promise<void> => {
    if (await saveIn(list, { eventId, edited: null }, written)) setRound(round + 1);
  };
  return (
    <View style={{ gap: space.lg }}>
      <AnnouncementForm
        key={round}
        acting={list.actingOn(NEW)}
        onSave={(written) => void save(written)}
      />
      {refusal !== null && <Notice tone="danger" text={refusal.message} />}
      {announcements === null && refusal === null && <Loading />}
      <Parts eventId={eventId} list={list} />
    </View>
  );
}

interface PartsProps {
  readonly eventId: string;
  readonly list: AnnouncementList;
}

function Parts({ eventId, list }: PartsProps): ReactElement[] {
  const [edited, setEdited] = useState<Announcement | null>(null);
  // What is edited stays where it is, whatever the clock does with it meanwhile.
  const announcements = (list.announcements ?? []).map((each) =>
    each.announcementId === edited?.announcementId ? edited : each,
  );
  const { act, beginAnew } = list;
  const edit = (announcement: Announcement | null): void => {
    beginAnew();
    setEdited(announcement);
  };
  const acts: CardActs = {
    onShow: ({ announcementId: id }) => void act(id, (rest) => rest.showAnnouncement(eventId, id)),
    onEnd: ({ announcementId: id }) => void act(id, (rest) => rest.endAnnouncement(eventId, id)),
    onDelete: ({ announcementId: id }) => act(id, (rest) => rest.deleteAnnouncement(eventId, id)),
    onEdit: edit,
  };
  const save = async (written: Written): Promise<void> => {
    if (await saveIn(list, { eventId, edited }, written)) setEdited(null);
  };
  return PARTS.map(({ title, has }) => ({ title, own: announcements.filter(has) }))
    .filter(({ own }) => own.length > 0)
    .map(({ title, own }) => (
      <View key={title} role="region" aria-label={title} style={{ gap: space.sm }}>
        <Heading level={2}>{title}</Heading>
        {own.map((announcement) => {
          const { announcementId } = announcement;
          const acting = list.actingOn(announcementId);
          return announcement === edited ? (
            <AnnouncementForm
              key={announcementId}
              initial={announcement}
              acting={acting}
              onSave={(written) => void save(written)}
              onCancel={() => edit(null)}
            />
          ) : (
            <AnnouncementCard
              key={announcementId}
              {...{ eventId, announcement, acting }}
              {...acts}
            />
          );
        })}
      </View>
    ));
}

interface Saving {
  readonly eventId: string;
  readonly edited: Announcement | null;
}

/** Writes what the form says, then shows it where that was asked for; a refusal leaves what was written as a draft. */
async function saveIn(
  { act }: AnnouncementList,
  { eventId, edited }: Saving,
  { isAtOnce, content, scheduledAt, shownUntil }: Written,
): Promise<boolean> {
  const isShown = edited?.state === 'live';
  const given = isShown ? { content, shownUntil } : { content, shownUntil, scheduledAt };
  return act(edited?.announcementId ?? NEW, async (rest) => {
    const saved =
      edited === null
        ? await rest.createAnnouncement(eventId, given)
        : await rest.changeAnnouncement(eventId, edited.announcementId, given);
    if (!saved.ok || !isAtOnce) return saved;
    return rest.showAnnouncement(eventId, saved.value.announcementId);
  });
}
