import { useLocalSearchParams } from 'expo-router';
import type { ReactElement } from 'react';

import { AppBar } from '@/components/account/AppBar';
import { SignedIn } from '@/components/account/SignedIn';
import { MessageSearch } from '@/components/search/MessageSearch';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';

const RESULTS_MAX_WIDTH = 720;

/** The search over messages: of the event that one comes from, or of all. */
export default function SearchScreen(): ReactElement {
  const { event } = useLocalSearchParams<{ event?: string }>();
  return (
    <SignedIn>
      {() => (
        <Page
          bar={<AppBar backTo={event === undefined ? '/events' : `/events/${event}/chat`} />}
          maxWidth={RESULTS_MAX_WIDTH}
        >
          <PageTitle title="Search messages" />
          <MessageSearch eventId={event ?? null} />
        </Page>
      )}
    </SignedIn>
  );
}
