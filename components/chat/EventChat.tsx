import MessageCircle from 'lucide-react-native/icons/message-circle';
import { type ReactElement, useMemo } from 'react';
import { View } from 'react-native';

import { TakePart } from '@/components/events/TakePart';
import { useSocket } from '@/components/providers/SocketProvider';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { Loading } from '@/components/ui/Loading';
import { type EventRoomView, useEventRoom } from '@/hooks/useEventRoom';
import type { EventRoomState, TimelineItem } from '@/lib/event-room';
import type { ConnectionStatus } from '@/lib/socket-client';
import type { Event } from '@/protocol/rest';

import { ChatGate } from './ChatGate';
import { Composer } from './Composer';
import { ConnectionBar } from './ConnectionBar';
import { MessageList } from './MessageList';
import { type Author, toChatMessage } from './timeline-messages';
import { TypingLine } from './TypingLine';
import { useConnectionWords } from './use-connection-words';

interface EventChatProps {
  readonly event: Event;
  readonly oneself: Author;
}

/** The chat of an event, or how to come to take part in it. */
export function EventChat({ event, oneself }: EventChatProps): ReactElement {
  if (event.participation !== null) return <OpenChat eventId={event.id} oneself={oneself} />;
  return (
    <ChatGate text="Everybody who takes part can read and write here. Choose Attending or Interested to join in.">
      <View style={{ width: '100%', maxWidth: 360 }}>
        <TakePart event={event} />
      </View>
    </ChatGate>
  );
}

const NOT_KEPT =
  'Nothing can be kept on this device. What is not sent yet is lost if you close the app.';

/** What is sent at once needs no warning. */
const waitsLong = ({ kind }: TimelineItem, status: ConnectionStatus): boolean =>
  kind === 'failed' || (kind === 'pending' && status !== 'connected');

interface OpenChatProps {
  readonly eventId: string;
  readonly oneself: Author;
}

function OpenChat({ eventId, oneself }: OpenChatProps): ReactElement {
  const room = useEventRoom(eventId);
  const { connection, keepsUnsent } = useSocket();
  const words = useConnectionWords(connection);
  const { state } = room;
  if (state.status === 'refused') {
    return (
      <ErrorState title="The chat stays closed" text={state.error.message} onRetry={room.rejoin} />
    );
  }
  const isUnsafe =
    !keepsUnsent && state.timeline.some((item) => waitsLong(item, connection.status));
  return (
    <View style={{ flex: 1, minHeight: 0 }}>
      <ConnectionBar words={words} isWaiting={connection.status !== 'offline'} />
      <ConnectionBar words={isUnsafe ? NOT_KEPT : null} isWaiting={false} />
      <Timeline room={room} state={state} oneself={oneself} />
      <TypingLine names={state.typists.map(({ userName }) => userName)} />
      <Composer
        eventId={eventId}
        onSend={room.send}
        onTyping={room.startTyping}
        onTypingEnd={room.stopTyping}
      />
    </View>
  );
}

interface TimelineProps {
  readonly room: EventRoomView;
  readonly state: Exclude<EventRoomState, { status: 'refused' }>;
  readonly oneself: Author;
}

function Timeline({ room, state, oneself }: TimelineProps): ReactElement {
  const { retry, discard, loadOlder, readBack } = room;
  const { timeline } = state;
  const messages = useMemo(
    () => timeline.map((item) => toChatMessage(item, oneself)),
    [timeline, oneself],
  );
  if (!state.isLoaded && messages.length === 0) return <Loading label="Loading messages…" />;
  if (messages.length === 0) {
    return (
      <View style={{ flex: 1, justifyContent: 'center' }}>
        <EmptyState
          icon={MessageCircle}
          title="Say hello"
          text="No one has written yet. The first message is yours."
        />
      </View>
    );
  }
  return (
    <MessageList
      messages={messages}
      ownUserId={oneself.id}
      hasOlder={state.hasOlder}
      onLoadOlder={() => void loadOlder()}
      readBack={readBack}
      onRetry={retry}
      onDiscard={discard}
    />
  );
}
