import { type ReactElement, useMemo } from 'react';
import { View } from 'react-native';

import { RoomModeBar } from '@/components/moderation/RoomModeBar';
import { useSocket } from '@/components/providers/SocketProvider';
import { ErrorState } from '@/components/ui/ErrorState';
import { FlashWords, useFlash } from '@/components/ui/Flash';
import { type EventRoomView, useEventRoom } from '@/hooks/useEventRoom';
import type { TimelineItem } from '@/lib/event-room';
import type { ConnectionStatus } from '@/lib/socket-client';
import type { ReplyTo } from '@/protocol/wire';

import type { ChatMessage } from './chat-rows';
import { Cheers } from './Cheers';
import { Composer } from './Composer';
import { ConnectionBar } from './ConnectionBar';
import type { Changer } from './may-change';
import { MessageSteps } from './MessageSteps';
import { QuotesProvider } from './quotes';
import { Timeline } from './Timeline';
import { type Author, type OpenRoomState, toChatMessage } from './timeline-messages';
import { TypingLine } from './TypingLine';
import { useConnectionWords } from './use-connection-words';
import { useEntry } from './use-entry';
import { useJump } from './use-jump';
import { useCheer } from './use-cheer';
import { useReact } from './use-react';
import { useReading } from './use-reading';
import { useMessageChanges } from './use-message-changes';

const NOT_KEPT =
  'Nothing can be kept on this device. What is not sent yet is lost if you close the app.';

/** What is sent at once needs no warning. */
const waitsLong = ({ kind }: TimelineItem, status: ConnectionStatus): boolean =>
  kind === 'failed' || (kind === 'pending' && status !== 'connected');

const toReply = (answered: ChatMessage | null): ReplyTo | undefined =>
  answered?.id == null || answered.seq === null
    ? undefined
    : { id: answered.id, seq: answered.seq };

interface OpenChatProps {
  readonly eventId: string;
  readonly oneself: Author;
  readonly changer: Changer;
}

/** The chat of an event that one takes part in. */
export function OpenChat({ eventId, ...rest }: OpenChatProps): ReactElement {
  const room = useEventRoom(eventId);
  const { state } = room;
  if (state.status === 'refused') {
    return (
      <ErrorState title="The chat stays closed" text={state.error.message} onRetry={room.rejoin} />
    );
  }
  return <Conversation eventId={eventId} room={room} state={state} {...rest} />;
}

interface ConversationProps extends OpenChatProps {
  readonly room: EventRoomView;
  readonly state: OpenRoomState;
}

function Conversation(props: ConversationProps): ReactElement {
  const { eventId, room, state, oneself } = props;
  const { timeline, typists, standing } = state;
  const changer = useLiveRole(props.changer, standing?.role);
  const messages = useMemo(
    () => timeline.map((item) => toChatMessage(item, oneself)),
    [timeline, oneself],
  );
  const changes = useMessageChanges(messages, changer);
  const flash = useFlash();
  const jump = useJump({ room, state, messages, say: flash.say });
  const isOffline = useSocket().connection.status === 'offline';
  const entering = { room, state, messages, ownUserId: oneself.id };
  const entry = useEntry({ ...entering, isJumping: jump.isAsked, isOffline });
  // What a search led to says nothing of what lies before it.
  const isElsewhere = jump.messageId !== null && state.hasNewer;
  const onShown = useReading(room, entry.isKnown && !isElsewhere);
  const send = (text: string) => {
    // One's own message is among the latest.
    if (jump.messageId !== null || state.hasNewer) {
      entry.toLatest();
      jump.toLatest();
    }
    const { answered, endAnswering } = changes;
    const sent = room.send(text, toReply(answered));
    if (sent.ok) endAnswering();
    return sent;
  };
  const onReact = useReact(room, flash.say);
  const onCheer = useCheer(eventId, flash.say);
  return (
    <View style={{ flex: 1, minHeight: 0 }}>
      <RoomModeBar eventId={eventId} standing={standing} />
      <Connection timeline={timeline} />
      <QuotesProvider room={room} state={state} jumpTo={jump.to}>
        <Timeline
          room={room}
          state={state}
          messages={messages}
          ownUserId={oneself.id}
          changes={changes}
          jump={jump}
          entry={entry}
          onShown={onShown}
          onReact={onReact}
        />
      </QuotesProvider>
      <Cheers eventId={eventId} />
      <FlashWords words={flash.words} />
      <TypingLine names={typists.map(({ userName }) => userName)} />
      <Composer
        eventId={eventId}
        standing={standing}
        onSend={send}
        onCheer={onCheer}
        onTyping={room.startTyping}
        onTypingEnd={room.stopTyping}
        editing={changes.editing}
        onSave={({ id }, content) => room.editMessage(id ?? '', content)}
        onEditEnd={changes.endEditing}
        answered={changes.answered}
        onAnswerEnd={changes.endAnswering}
        onEditLatest={changes.editLatest}
      />
      <MessageSteps
        eventId={eventId}
        changes={changes}
        changer={changer}
        room={room}
        onReact={onReact}
        say={flash.say}
      />
    </View>
  );
}

/** The role that the room tells of is newer than the event's. */
const useLiveRole = (changer: Changer, role: Changer['role'] | undefined): Changer =>
  useMemo(() => (role === undefined ? changer : { ...changer, role }), [changer, role]);

/** Says when the chat is not live, and when what waits is not safe. */
function Connection({ timeline }: Pick<OpenRoomState, 'timeline'>): ReactElement {
  const { connection, keepsUnsent } = useSocket();
  const words = useConnectionWords(connection);
  const isUnsafe = !keepsUnsent && timeline.some((item) => waitsLong(item, connection.status));
  return (
    <>
      <ConnectionBar words={words} isWaiting={connection.status !== 'offline'} />
      <ConnectionBar words={isUnsafe ? NOT_KEPT : null} isWaiting={false} />
    </>
  );
}
