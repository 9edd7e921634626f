import AtSign from 'lucide-react-native/icons/at-sign';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { ResultRow } from '@/components/search/ResultRow';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { Loading } from '@/components/ui/Loading';
import { ShowMore } from '@/components/ui/ShowMore';
import { space } from '@/components/ui/tokens';
import { useMentions } from '@/hooks/useMentions';
import type { MentionOfOne } from '@/protocol/mentions';
import type { SearchResult } from '@/protocol/search';

import { findMentions } from './mention-text';

/** What mentions one in all events, the newest first; each leads to its place in the chat. */
export function MentionsInbox(): ReactElement {
  const { mentions, error, isLoading, isLoadingMore, hasMore, loadMore, refresh } = useMentions();
  if (isLoading) return <Loading label="Loading mentions…" />;
  if (error !== null && mentions.length === 0) {
    return <ErrorState text={error.message} onRetry={() => void refresh()} />;
  }
  if (mentions.length === 0) {
    return (
      <EmptyState
        icon={AtSign}
        title="Nobody has mentioned you yet"
        text="When somebody writes @ and your name in a chat, you find it here."
      />
    );
  }
  return (
    <View style={{ gap: space.md }}>
      <View role="list" aria-label="Mentions" style={{ gap: space.xs }}>
        {mentions.map((mention) => (
          <ResultRow
            key={mention.message.id}
            result={toResult(mention)}
            isEventShown
            isNew={mention.isUnread}
          />
        ))}
      </View>
      {hasMore && <ShowMore isBusy={isLoadingMore} onPress={loadMore} />}
    </View>
  );
}

const toResult = ({ message, eventTitle }: MentionOfOne): SearchResult => ({
  message,
  eventTitle,
  ranges: findMentions(message.content, message.mentions ?? []).map(({ from, to }) => [from, to]),
});
