import { router } from 'expo-router';
import CalendarPlus from 'lucide-react-native/icons/calendar-plus';
import SearchX from 'lucide-react-native/icons/search-x';
import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Button } from '@/components/ui/Button';
import { Heading } from '@/components/ui/Copy';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { Loading } from '@/components/ui/Loading';
import { SearchField } from '@/components/ui/SearchField';
import { ShowMore } from '@/components/ui/ShowMore';
import { Tabs } from '@/components/ui/Tabs';
import { space } from '@/components/ui/tokens';
import { useSettled } from '@/components/ui/use-settled';
import { useWide } from '@/components/ui/use-wide';
import { type EventsList, useEvents } from '@/hooks/useEvents';
import { LISTED_MS, useUnreadRefresh } from '@/hooks/useUnread';
import type { EventScope } from '@/protocol/rest';

import { EventCard } from './EventCard';

const SCOPES = [
  { id: 'upcoming', label: 'Upcoming' },
  { id: 'mine', label: 'Mine' },
  { id: 'past', label: 'Past' },
] as const;

const EMPTY: Record<EventScope, { readonly title: string; readonly text: string }> = {
  upcoming: {
    title: 'Nothing planned yet',
    text: 'Start something: a meetup, a talk, a game night. It takes a minute.',
  },
  mine: {
    title: 'No events of yours yet',
    text: 'Events that you attend, follow or organise come together here.',
  },
  past: { title: 'Nothing here yet', text: 'Events that are over stay here, with all they said.' },
};

/** Pause in typing after which the search is sent. */
const SEARCH_PAUSE_MS = 250;

/** All events, by tabs and by search. */
export function EventsBrowser(): ReactElement {
  const [scope, setScope] = useState<EventScope>('upcoming');
  const [query, setQuery] = useState('');
  const search = useSettled(query, SEARCH_PAUSE_MS);
  const isWide = useWide();
  const list = useEvents(scope, search);
  useUnreadRefresh(LISTED_MS);
  return (
    <>
      <Heading level={1} size={isWide ? 'display' : 'title'}>
        Events
      </Heading>
      <View style={{ flexDirection: isWide ? 'row' : 'column', gap: space.sm }}>
        <Tabs label="Which events" tabs={SCOPES} selected={scope} onSelect={setScope} />
        <View style={isWide && { flex: 1 }}>
          <SearchField label="Search events" value={query} onChange={setQuery} />
        </View>
      </View>
      <EventsGrid list={list} scope={scope} isSearch={search.trim() !== ''} />
    </>
  );
}

interface EventsGridProps {
  readonly list: EventsList;
  readonly scope: EventScope;
  readonly isSearch: boolean;
}

function EventsGrid({ list, scope, isSearch }: EventsGridProps): ReactElement {
  const isWide = useWide();
  if (list.isLoading) return <Loading label="Loading events…" />;
  if (list.error !== null && list.events.length === 0) {
    return <ErrorState text={list.error.message} onRetry={() => void list.refresh()} />;
  }
  if (list.events.length === 0) return <NoEvents scope={scope} isSearch={isSearch} />;
  return (
    <View style={{ gap: space.md }}>
      <View role="list" style={{ flexDirection: 'row', flexWrap: 'wrap', margin: -space.xs }}>
        {list.events.map((event) => (
          <View
            key={event.id}
            role="listitem"
            style={{ width: isWide ? '50%' : '100%', padding: space.xs }}
          >
            <EventCard event={event} />
          </View>
        ))}
      </View>
      {list.hasMore && <ShowMore isBusy={list.isLoadingMore} onPress={list.loadMore} />}
    </View>
  );
}

function NoEvents({ scope, isSearch }: Omit<EventsGridProps, 'list'>): ReactElement {
  if (isSearch) {
    return (
      <EmptyState
        icon={SearchX}
        title="Nothing found"
        text="No event matches your search. Try fewer or other words."
      />
    );
  }
  return (
    <EmptyState icon={CalendarPlus} {...EMPTY[scope]}>
      {scope !== 'past' && <Button label="New event" onPress={() => router.push('/events/new')} />}
    </EmptyState>
  );
}
