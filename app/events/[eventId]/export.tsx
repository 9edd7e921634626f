import { useLocalSearchParams } from 'expo-router';
import type { ReactElement } from 'react';

import { AppBar } from '@/components/account/AppBar';
import { SignedIn } from '@/components/account/SignedIn';
import { Exports } from '@/components/exports/Exports';
import { Copy, Heading } from '@/components/ui/Copy';
import { Notice } from '@/components/ui/Notice';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';
import { FORM_MAX_WIDTH } from '@/components/ui/tokens';

/** Exports of an event, for its organisers. */
export default function ExportScreen(): ReactElement {
  const { eventId } = useLocalSearchParams<{ eventId: string }>();
  return (
    <SignedIn>
      {() => (
        <Page bar={<AppBar backTo={`/events/${eventId}`} />} maxWidth={FORM_MAX_WIDTH}>
          <PageTitle title="Export" />
          <Heading level={1}>Export</Heading>
          <Copy tone="muted">
            A ZIP file with the whole event: pages that open in any browser, without a network, and
            the same as JSON, which another Hallway can import.
          </Copy>
          <Notice
            tone="spot"
            text="The JSON has what you see as an organiser, bans and earlier texts too. The pages have what participants saw."
          />
          <Exports eventId={eventId} label="Make an export" />
        </Page>
      )}
    </SignedIn>
  );
}
