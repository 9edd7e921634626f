import { type ComponentProps, type ReactElement, useMemo } from 'react';

import { FileDropZone } from '@/components/files/FileDropZone';
import { RoomFilesProvider } from '@/components/files/room-files';
import { createComposerFiles } from '@/components/files/composer-files';
import { useViewer } from '@/components/files/use-viewer';
import { AnnouncementBanner } from '@/components/announcements/AnnouncementBanner';
import { moderates } from '@/components/moderation/may-moderate';
import { RoomModeBar } from '@/components/moderation/RoomModeBar';
import { PinnedBar } from '@/components/pins/PinnedBar';
import { PinnedProvider } from '@/components/pins/pinned-context';
import { PollsProvider } from '@/components/polls/polls-context';
import { MentionedOneself } from '@/components/mentions/mentioned-oneself';
import { useMentioning } from '@/components/mentions/use-mentioning';
import { useNotMentioned } from '@/components/mentions/use-not-mentioned';
import { useSocket } from '@/components/providers/SocketProvider';
import { ErrorState } from '@/components/ui/ErrorState';
import { FlashWords, useFlash } from '@/components/ui/Flash';
import { type EventRoomView, useEventRoom } from '@/hooks/useEventRoom';
import type { TimelineItem } from '@/lib/event-room';
import type { ConnectionStatus } from '@/lib/socket-client';

import { Cheers } from './Cheers';
import { Composer } from './Composer';
import type { ChatMessage } from './chat-rows';
import { ConnectionBar } from './ConnectionBar';
import { drafts } from './drafts';
import type { Changer } from './may-change';
import { MessageSteps } from './MessageSteps';
import { QuotesProvider } from './quotes';
import { Timeline } from './Timeline';
import { type Author, type OpenRoomState, toChatMessage } from './timeline-messages';
import { TypingLine } from './TypingLine';
import { useConnectionWords } from './use-connection-words';
import { type Entry, useEntry } from './use-entry';
import { type Jump, useJump } from './use-jump';
import { useCheer } from './use-cheer';
import { useReact } from './use-react';
import { useReading } from './use-reading';
import { sendFrom } from './send-from';
import { type MessageChanges, useMessageChanges } from './use-message-changes';

const NOT_KEPT =
  'Nothing can be kept on this device. What is not sent yet is lost if you close the app.';

/** What is sent at once needs no warning. */
const waitsLong = ({ kind }: TimelineItem, status: ConnectionStatus): boolean =>
  kind === 'failed' || (kind === 'pending' && status !== 'connected');

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
  const { timeline, typists, standing, pins } = state;
  const changer = useLiveRole(props.changer, standing?.role);
  const messages = useMessages(timeline, oneself);
  const { draft, mentioning, changes } = useDrafting({ eventId, messages, changer });
  const flash = useFlash();
  const jump = useJump({ room, state, messages, say: flash.say });
  const isOffline = useSocket().connection.status === 'offline';
  const entering = { room, state, messages, ownUserId: oneself.id };
  const entry = useEntry({ ...entering, isJumping: jump.isAsked, isOffline });
  // What a search led to says nothing of what lies before it.
  const isElsewhere = jump.messageId !== null && state.hasNewer;
  const onShown = useReading(room, entry.isKnown && !isElsewhere);
  const { files, send } = useSending({ room, state, changes, mentioning, jump, entry });
  useNotMentioned(state.notMentioned, flash.say);
  const onReact = useReact(room, flash.say);
  const onCheer = useCheer(eventId, flash.say);
  return (
    <FileDropZone standing={standing} isEditing={changes.editing !== null} onChoose={files.add}>
      <AnnouncementBanner announcements={state.announcements} onSeen={room.sawAnnouncement} />
      <RoomModeBar eventId={eventId} standing={standing} />
      <QuotesProvider room={room} state={state} jumpTo={jump.to}>
        <PinnedBar
          eventId={eventId}
          isLive={state.status === 'live'}
          pins={pins}
          mayUnpin={moderates(changer.role)}
          unpinMessage={room.unpinMessage}
        />
        <Connection timeline={timeline} />
        <PinnedProvider pins={pins}>
          <MentionedOneself userId={oneself.id} role={changer.role}>
            <PollsProvider room={room} ownUserId={oneself.id} role={changer.role} say={flash.say}>
              <RoomTimeline
                eventId={eventId}
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
            </PollsProvider>
          </MentionedOneself>
        </PinnedProvider>
        <Cheers eventId={eventId} />
        <FlashWords words={flash.words} />
        <TypingLine names={typists.map(({ userName }) => userName)} />
        <Composer
          draft={draft}
          eventId={eventId}
          standing={standing}
          files={files}
          onSend={send}
          onCheer={onCheer}
          mentioning={mentioning}
          onTyping={room.startTyping}
          onTypingEnd={room.stopTyping}
          editing={changes.editing}
          onSave={({ id }, content) => room.editMessage(id ?? '', content)}
          onEditEnd={changes.endEditing}
          answered={changes.answered}
          begunKey={changes.begunKey}
          onAnswerEnd={changes.endAnswering}
          onEditLatest={changes.editLatest}
          createPoll={moderates(changer.role) ? room.createPoll : null}
        />
      </QuotesProvider>
      <MessageSteps
        eventId={eventId}
        changes={changes}
        changer={changer}
        room={room}
        pins={pins}
        onReact={onReact}
        say={flash.say}
      />
    </FileDropZone>
  );
}

const useMessages = (timeline: OpenRoomState['timeline'], oneself: OpenChatProps['oneself']) =>
  useMemo(() => timeline.map((item) => toChatMessage(item, oneself)), [timeline, oneself]);

/** What was said, with its files and, where a picture is open, that. */
function RoomTimeline({
  eventId,
  ...timeline
}: ComponentProps<typeof Timeline> & { readonly eventId: string }): ReactElement {
  const { room, messages } = timeline;
  const viewer = useViewer({ eventId, uploads: room.uploads, messages });
  return (
    <RoomFilesProvider value={viewer.files}>
      <Timeline {...timeline} />
      {viewer.shown}
    </RoomFilesProvider>
  );
}

interface SendingParts extends Pick<ConversationProps, 'room' | 'state'> {
  readonly changes: MessageChanges;
  readonly mentioning: ReturnType<typeof useMentioning>;
  readonly jump: Jump;
  readonly entry: Entry;
}

/** What is sent with what is written, and how. */
function useSending({ room, state, changes, mentioning, jump, entry }: SendingParts) {
  const files = useMemo(() => createComposerFiles(room.uploads), [room.uploads]);
  const send = sendFrom({
    room,
    changes,
    mentionsOf: mentioning.mentionsOf,
    files,
    isElsewhere: jump.messageId !== null || state.hasNewer,
    toLatest() {
      entry.toLatest();
      jump.toLatest();
    },
  });
  return { files, send };
}

interface Drafting {
  readonly eventId: string;
  readonly messages: readonly ChatMessage[];
  readonly changer: Changer;
}

/** What is being written, whom it may mention, and what it answers or changes. */
function useDrafting({ eventId, messages, changer }: Drafting) {
  const { userId: ownUserId, role } = changer;
  const draft = drafts.of(ownUserId, eventId);
  const mentioning = useMentioning({ eventId, draft, messages, ownUserId, role });
  const changes = useMessageChanges(messages, { changer, draft });
  return { draft, mentioning, changes };
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
