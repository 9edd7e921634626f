import { useLocalSearchParams } from 'expo-router';
import type { ReactElement } from 'react';

import { AppBar } from '@/components/account/AppBar';
import { SignedIn } from '@/components/account/SignedIn';
import { AnnouncementsEditor } from '@/components/announcements/AnnouncementsEditor';
import { Heading } from '@/components/ui/Copy';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';
import { FORM_MAX_WIDTH } from '@/components/ui/tokens';

/** The announcements of an event, for its organisers to write, show and end. */
export default function AnnouncementsScreen(): ReactElement {
  const { eventId } = useLocalSearchParams<{ eventId: string }>();
  return (
    <SignedIn>
      {() => (
        <Page bar={<AppBar backTo={`/events/${eventId}`} />} maxWidth={FORM_MAX_WIDTH}>
          <PageTitle title="Announcements" />
          <Heading level={1}>Announcements</Heading>
          <AnnouncementsEditor eventId={eventId} />
        </Page>
      )}
    </SignedIn>
  );
}
