import type { ReactElement } from 'react';

import { AppBar } from '@/components/account/AppBar';
import { SignedIn } from '@/components/account/SignedIn';
import { MentionsInbox } from '@/components/mentions/MentionsInbox';
import { Heading } from '@/components/ui/Copy';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';

const LIST_MAX_WIDTH = 720;

/** What mentions one. */
export default function MentionsScreen(): ReactElement {
  return (
    <SignedIn>
      {() => (
        <Page bar={<AppBar backTo="/events" />} maxWidth={LIST_MAX_WIDTH}>
          <PageTitle title="Mentions" />
          <Heading level={1}>Mentions</Heading>
          <MentionsInbox />
        </Page>
      )}
    </SignedIn>
  );
}
