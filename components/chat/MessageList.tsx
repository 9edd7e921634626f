import { LegendList, type LegendListRef } from '@legendapp/list/react-native';
import { type ReactElement, useEffect, useMemo, useRef } from 'react';
import { View } from 'react-native';

import { arrowKeys } from '@/components/ui/arrow-keys';
import { Loading } from '@/components/ui/Loading';
import { space } from '@/components/ui/tokens';

import type { Stretch } from '@/lib/event-room';

import { type ChatMessage, chatRows, type ChatRow, NEW_ROW_KEY } from './chat-rows';
import { DaySeparator } from './DaySeparator';
import { JumpToLatest } from './JumpToLatest';
import { JumpToNew } from './JumpToNew';
import { type MessageActions, MessageRow } from './MessageRow';
import { NewMessagesLine } from './NewMessagesLine';
import { putInReadingOrder } from './reading-order';
import { useFollowLatest } from './use-follow-latest';
import { SEEN, useSeenRows } from './use-seen-rows';

interface MessageListProps extends MessageActions {
  readonly messages: readonly ChatMessage[];
  readonly ownUserId: string;
  /** The message whose menu is open, or whose words are being changed. */
  readonly markedKey: string | null;
  /** The message that was jumped to. */
  readonly jumpedToKey: string | null;
  /** Where others' messages are new. */
  readonly newIn: Stretch | null;
  /** The row that the list shows at first, in place of the latest. */
  readonly startKey: string | null;
  /** Told how far the screen shows the log. */
  readonly onShown: (seq: number) => void;
  readonly hasOlder: boolean;
  readonly onLoadOlder: () => void;
  /** Whether the log goes on behind these: then they are not the latest. */
  readonly hasNewer: boolean;
  readonly onLoadNewer: () => void;
  /** Shows the latest in place of what was jumped to. */
  readonly onShowLatest: () => void;
  /** Keeps the messages that are there until the returned function is called. */
  readonly readBack: () => () => void;
}

const ROW_ESTIMATED_HEIGHT = 58;

/** The browser's list hands what it does not know to the page. */
const keyboardProps =
  process.env.EXPO_OS === 'web'
    ? {}
    : ({ keyboardDismissMode: 'interactive', keyboardShouldPersistTaps: 'handled' } as const);

/**
 * The messages, drawn only where they are seen. Starts at the latest, stays there as new ones
 * come, and keeps its place while one reads further up or older ones are loaded above.
 */
export function MessageList(props: MessageListProps): ReactElement {
  const { messages, ownUserId, jumpedToKey, hasOlder, hasNewer, readBack, ...actions } = props;
  const { newIn, startKey } = props;
  const markedKey = props.markedKey ?? jumpedToKey;
  const list = useRef<LegendListRef>(null);
  const log = useRef<View>(null);
  const rows = useMemo(() => chatRows(messages, ownUserId, newIn), [messages, ownUserId, newIn]);
  const startsAtEnd = startKey === null;
  const follow = useFollowLatest(list, messages, { ownUserId, startsAtEnd });
  const isAtEnd = follow.isAtEnd && !hasNewer;
  useEffect(() => (isAtEnd ? undefined : readBack()), [isAtEnd, readBack]);
  const { onShown } = props;
  const seen = useSeenRows({ rows, messages, newIn, isAtEnd, onShown });
  const toEnd = () => void list.current?.scrollToEnd({ animated: false });
  useOwnSend(messages, ownUserId, toEnd);
  const tabStopKey = messages.findLast(({ isDeleted }) => !isDeleted)?.key;

  return (
    <View
      ref={log}
      role="log"
      aria-label="Messages"
      // Rows that scrolling draws are no news; only what comes at the end is read out.
      aria-live={isAtEnd ? 'polite' : 'off'}
      {...arrowKeys('[aria-haspopup=menu]')}
      // A composer that grows, or a keyboard, takes its height from the list.
      onLayout={() => {
        if (isAtEnd) toEnd();
      }}
      style={{ flex: 1, minHeight: 0 }}
    >
      <LegendList<ChatRow>
        ref={list}
        data={rows}
        extraData={`${markedKey} ${tabStopKey}`}
        keyExtractor={(row) => row.key}
        getItemType={(row) => row.type}
        renderItem={({ item }) =>
          item.type !== 'message' ? (
            <Separator row={item} />
          ) : (
            <MessageRow
              row={item}
              isMarked={item.key === markedKey}
              isTabStop={item.key === tabStopKey}
              onRetry={actions.onRetry}
              onDiscard={actions.onDiscard}
              onShowActions={actions.onShowActions}
              onReply={actions.onReply}
              onReact={actions.onReact}
              onShowReactors={actions.onShowReactors}
            />
          )
        }
        estimatedItemSize={ROW_ESTIMATED_HEIGHT}
        {...firstShown(rows, startKey)}
        onViewableItemsChanged={seen.onViewable}
        viewabilityConfig={SEEN}
        alignItemsAtEnd
        maintainScrollAtEnd={!hasNewer}
        maintainScrollAtEndThreshold={0.1}
        maintainVisibleContentPosition
        onLoad={() => putInReadingOrder(log.current)}
        onStartReached={hasOlder ? actions.onLoadOlder : null}
        onStartReachedThreshold={0.5}
        onEndReached={hasNewer ? actions.onLoadNewer : null}
        onEndReachedThreshold={0.5}
        recycleItems={false}
        {...keyboardProps}
        ListHeaderComponent={hasOlder ? <Loading label="Loading older messages…" /> : null}
        ListFooterComponent={<Below hasNewer={hasNewer} />}
        style={{ flex: 1 }}
      />
      <JumpToNew
        index={seen.newAbove}
        onPress={(index) => void list.current?.scrollToIndex({ index, animated: false })}
      />
      {!isAtEnd && (
        <JumpToLatest
          newCount={follow.newCount}
          onPress={startsAtEnd ? toEnd : actions.onShowLatest}
        />
      )}
    </View>
  );
}

const Separator = ({
  row,
}: {
  readonly row: Exclude<ChatRow, { type: 'message' }>;
}): ReactElement => (row.type === 'day' ? <DaySeparator date={row.date} /> : <NewMessagesLine />);

const Below = ({ hasNewer }: Pick<MessageListProps, 'hasNewer'>): ReactElement =>
  hasNewer ? <Loading label="Loading newer messages…" /> : <View style={{ height: space.xs }} />;

/** Where the list stands at first: at its end, with what is new from the top, or with what was jumped to in the middle. */
function firstShown(rows: readonly ChatRow[], key: string | null) {
  const index = rows.findIndex((row) => row.key === key);
  return index === -1
    ? ({ initialScrollAtEnd: true } as const)
    : { initialScrollIndex: { index, viewPosition: key === NEW_ROW_KEY ? 0 : 0.5 } };
}

/** Shows a message that one has just written, wherever the list stood. */
function useOwnSend(messages: readonly ChatMessage[], ownUserId: string, toEnd: () => void): void {
  const latest = messages.at(-1);
  const key = latest?.userId === ownUserId ? latest.key : null;
  const shown = useRef(key);
  useEffect(() => {
    if (key === shown.current) return;
    shown.current = key;
    if (key !== null) toEnd();
  });
}
