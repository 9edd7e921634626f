import type { ReactElement } from 'react';

import { AppBar } from '@/components/account/AppBar';
import { SignedIn } from '@/components/account/SignedIn';
import { EventsBrowser } from '@/components/events/EventsBrowser';
import { MentionsButton } from '@/components/mentions/MentionsButton';
import { SearchButton } from '@/components/search/SearchButton';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';

/** All events. */
export default function EventsScreen(): ReactElement {
  return (
    <SignedIn>
      {() => (
        <Page
          bar={
            <AppBar>
              <MentionsButton />
              <SearchButton />
            </AppBar>
          }
        >
          <PageTitle title="Events" />
          <EventsBrowser />
        </Page>
      )}
    </SignedIn>
  );
}
