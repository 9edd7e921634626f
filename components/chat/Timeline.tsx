import MessageCircle from 'lucide-react-native/icons/message-circle';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { EmptyState } from '@/components/ui/EmptyState';
import { Loading } from '@/components/ui/Loading';
import type { Stretch } from '@/lib/event-room';
import type { EventRoomView } from '@/hooks/useEventRoom';

import { type ChatMessage, NEW_ROW_KEY } from './chat-rows';
import { MessageList } from './MessageList';
import { type Entry, reaches } from './use-entry';
import type { Jump } from './use-jump';
import type { ReactionActions } from './ReactionChips';
import type { MessageChanges } from './use-message-changes';
import type { OpenRoomState } from './timeline-messages';

interface TimelineProps {
  readonly room: EventRoomView;
  readonly state: OpenRoomState;
  readonly messages: readonly ChatMessage[];
  readonly ownUserId: string;
  readonly changes: MessageChanges;
  readonly jump: Jump;
  readonly entry: Entry;
  readonly onShown: (seq: number) => void;
  readonly onReact: ReactionActions['onReact'];
}

/** What was said, or that nothing was. */
export function Timeline(props: TimelineProps): ReactElement {
  const { room, state, messages, ownUserId, changes, jump, entry, onReact } = props;
  if (isAwaited(props)) return <Loading label="Loading messages…" />;
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
      // Another one where it begins elsewhere.
      key={`${jump.count} ${entry.isAtNew}`}
      messages={messages}
      jumpedToKey={jump.key}
      newIn={newInside(state, messages)}
      startKey={jump.key ?? (entry.isAtNew ? NEW_ROW_KEY : null)}
      onShown={props.onShown}
      ownUserId={ownUserId}
      markedKey={changes.markedKey}
      hasOlder={state.hasOlder}
      onLoadOlder={() => void room.loadOlder()}
      hasNewer={state.hasNewer}
      onLoadNewer={() => void room.loadNewer()}
      onShowLatest={() => {
        entry.toLatest();
        jump.toLatest();
      }}
      readBack={room.readBack}
      onRetry={room.retry}
      onDiscard={room.discard}
      onShowActions={changes.showActions}
      onReply={changes.answer}
      onReact={onReact}
      onShowReactors={changes.showReactors}
    />
  );
}

/** Nothing, as long as the first message that is new may be further up. */
const newInside = (
  { newIn, hasOlder }: OpenRoomState,
  messages: readonly ChatMessage[],
): Stretch | null => (newIn !== null && reaches(messages, newIn, hasOlder) ? newIn : null);

/** Whether there is nothing to show yet, or it is about to be clear where to begin. */
const isAwaited = ({ state, messages, entry }: TimelineProps): boolean =>
  messages.length === 0 ? !state.isLoaded : entry.isWaiting;
