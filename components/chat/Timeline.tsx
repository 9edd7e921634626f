import MessageCircle from 'lucide-react-native/icons/message-circle';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { EmptyState } from '@/components/ui/EmptyState';
import { Loading } from '@/components/ui/Loading';
import type { EventRoomView } from '@/hooks/useEventRoom';

import type { ChatMessage } from './chat-rows';
import { MessageList } from './MessageList';
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
  readonly onReact: ReactionActions['onReact'];
}

/** What was said, or that nothing was. */
export function Timeline(props: TimelineProps): ReactElement {
  const { room, state, messages, ownUserId, changes, jump, onReact } = props;
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
      // Another one where it begins elsewhere.
      key={jump.messageId}
      messages={messages}
      jumpedToKey={jump.key}
      ownUserId={ownUserId}
      markedKey={changes.markedKey}
      hasOlder={state.hasOlder}
      onLoadOlder={() => void room.loadOlder()}
      hasNewer={state.hasNewer}
      onLoadNewer={() => void room.loadNewer()}
      onShowLatest={jump.toLatest}
      readBack={room.readBack}
      onRetry={room.retry}
      onDiscard={room.discard}
      onShowActions={changes.showActions}
      onReact={onReact}
      onShowReactors={changes.showReactors}
    />
  );
}
