import { router } from 'expo-router';
import Megaphone from 'lucide-react-native/icons/megaphone';
import MessagesSquare from 'lucide-react-native/icons/messages-square';
import PackageOpen from 'lucide-react-native/icons/package-open';
import Pencil from 'lucide-react-native/icons/pencil';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { MessageBody } from '@/components/chat/MessageBody';
import { Button } from '@/components/ui/Button';
import { Heading } from '@/components/ui/Copy';
import { space } from '@/components/ui/tokens';
import { useEventRoom } from '@/hooks/useEventRoom';
import { unreadWords, useUnread } from '@/hooks/useUnread';
import type { Event } from '@/protocol/rest';

import { Cover } from './Cover';
import { DetailLines } from './DetailLines';
import { NotificationLevel } from './NotificationLevel';
import { TakePart } from './TakePart';
import { WhoComes } from './WhoComes';

interface EventDetailsProps {
  readonly event: Event;
  readonly ownUserId: string;
  readonly isChatBeside: boolean;
}

/** What an event is, one's own part in it, and who comes. */
export function EventDetails(props: EventDetailsProps): ReactElement {
  const { event, ownUserId, isChatBeside } = props;
  const takesPart = event.participation !== null;
  const unread = unreadWords(useUnread(event.id));
  return (
    <View style={{ gap: space.lg }}>
      <Cover eventId={event.id} imageUrl={event.imageUrl} height={isChatBeside ? 148 : 176} />
      <Heading level={1}>{event.title}</Heading>
      {takesPart ? <LiveLines event={event} /> : <DetailLines event={event} onlineCount={null} />}
      <View style={{ gap: space.sm }}>
        <TakePart event={event} />
        {!isChatBeside && (
          <Button
            label={openWords(unread)}
            icon={MessagesSquare}
            kind={takesPart ? 'primary' : 'secondary'}
            onPress={() => router.push(`/events/${event.id}/chat`)}
          />
        )}
        <NotificationLevel event={event} />
        {event.participation?.role === 'organiser' && <OrganiserLinks eventId={event.id} />}
      </View>
      {event.description !== null && event.description !== '' && (
        <View style={{ gap: space.xs }}>
          <Heading level={2}>About</Heading>
          <MessageBody content={event.description} isOwn={false} />
        </View>
      )}
      <WhoComes eventId={event.id} ownUserId={ownUserId} ownRole={event.participation?.role} />
    </View>
  );
}

function OrganiserLinks({ eventId }: { readonly eventId: string }): ReactElement {
  return (
    <View style={{ flexDirection: 'row', flexWrap: 'wrap', justifyContent: 'center' }}>
      <Button
        label="Announcements"
        icon={Megaphone}
        kind="quiet"
        isCompact
        onPress={() => router.push(`/events/${eventId}/announcements`)}
      />
      <Button
        label="Export"
        icon={PackageOpen}
        kind="quiet"
        isCompact
        onPress={() => router.push(`/events/${eventId}/export`)}
      />
      <Button
        label="Edit event"
        icon={Pencil}
        kind="quiet"
        isCompact
        onPress={() => router.push(`/events/${eventId}/edit`)}
      />
    </View>
  );
}

const openWords = (unread: string | null): string =>
  unread === null ? 'Open chat' : `Open chat, ${unread} unread`;

/** The lines with what the room says live; only for people who may join it. */
function LiveLines({ event }: { readonly event: Event }): ReactElement {
  const { state } = useEventRoom(event.id);
  const onlineCount = state.status === 'refused' ? null : (state.counts?.online ?? null);
  return <DetailLines event={event} onlineCount={onlineCount} />;
}
