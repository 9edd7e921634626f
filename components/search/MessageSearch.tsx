import Paperclip from 'lucide-react-native/icons/paperclip';
import Search from 'lucide-react-native/icons/search';
import SearchX from 'lucide-react-native/icons/search-x';
import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Copy, Heading } from '@/components/ui/Copy';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { FilterChip } from '@/components/ui/FilterChip';
import { Loading } from '@/components/ui/Loading';
import { SearchField } from '@/components/ui/SearchField';
import { ShowMore } from '@/components/ui/ShowMore';
import { Tabs } from '@/components/ui/Tabs';
import { space } from '@/components/ui/tokens';
import { useSettled } from '@/components/ui/use-settled';
import { type MessageSearch as Found, useMessageSearch } from '@/hooks/useMessageSearch';

import { ResultRow } from './ResultRow';
import { isSearch, readTyped } from './typed-search';

const SCOPES = [
  { id: 'event', label: 'This event' },
  { id: 'all', label: 'All my events' },
] as const;

/** Pause in typing after which the search is sent. */
const SEARCH_PAUSE_MS = 300;

interface MessageSearchProps {
  /** The event that one comes from; without it, all are searched. */
  readonly eventId: string | null;
}

/** What was said, by words, people and days. */
export function MessageSearch({ eventId }: MessageSearchProps): ReactElement {
  const [text, setText] = useState('');
  const [scope, setScope] = useState<'event' | 'all'>(eventId === null ? 'all' : 'event');
  const [hasFile, setHasFile] = useState(false);
  const words = readTyped(useSettled(text, SEARCH_PAUSE_MS));
  const typed = hasFile ? { ...words, has: 'file' as const } : words;
  const isAsked = isSearch(typed);
  const within = scope === 'event' && eventId !== null ? { eventId } : {};
  const found = useMessageSearch({ ...typed, ...within }, isAsked);
  return (
    <>
      <Heading level={1}>Search messages</Heading>
      <View style={{ gap: space.sm }}>
        <SearchField label="Search messages" value={text} onChange={setText} isFocused />
        {eventId !== null && (
          <Tabs label="Where to search" tabs={SCOPES} selected={scope} onSelect={setScope} />
        )}
        <FilterChip
          label="Has file"
          icon={Paperclip}
          isOn={typed.has !== undefined}
          onChange={setHasFile}
        />
      </View>
      {isAsked ? <Results found={found} isEventShown={scope === 'all'} /> : <HowToSearch />}
    </>
  );
}

function HowToSearch(): ReactElement {
  return (
    <EmptyState
      icon={Search}
      title="What are you looking for?"
      text="Words, “exact words” in quotes, from:name, after:2026-11-20 or before:2026-12-01 or has:file, in any language."
    />
  );
}

interface ResultsProps {
  readonly found: Found;
  readonly isEventShown: boolean;
}

function Results({ found, isEventShown }: ResultsProps): ReactElement {
  const { results, error, isSimilar, isIndexing, hasMore } = found;
  if (found.isLoading) return <Loading label="Searching…" />;
  if (error !== null && results.length === 0) {
    return <ErrorState text={error.message} onRetry={() => void found.refresh()} />;
  }
  if (results.length === 0 && !hasMore) {
    return (
      <EmptyState
        icon={SearchX}
        title="Nothing found"
        text="No message has all of this. Try fewer or other words."
      />
    );
  }
  return (
    <View style={{ gap: space.md }}>
      {isSimilar && <Copy tone="muted">Nothing is written exactly so. Similar messages:</Copy>}
      {isIndexing && <Copy tone="muted">Older messages can be found in a few minutes.</Copy>}
      {results.length === 0 && (
        <Copy tone="muted">Nothing found yet. There are older messages.</Copy>
      )}
      <View role="list" aria-label="Messages found" style={{ gap: space.xs }}>
        {results.map((result) => (
          <ResultRow key={result.message.id} result={result} isEventShown={isEventShown} />
        ))}
      </View>
      {hasMore && <ShowMore isBusy={found.isLoadingMore} onPress={found.loadMore} />}
    </View>
  );
}
