import { useLocalSearchParams } from 'expo-router';
import type { ReactElement } from 'react';

import { AppBar } from '@/components/account/AppBar';
import { SignedIn } from '@/components/account/SignedIn';
import { QuestionsPage } from '@/components/questions/QuestionsPage';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';

/** Wide enough for a question of two lines with its votes beside it. */
const LIST_MAX_WIDTH = 720;

/** The questions of an event: what people want answered, most wanted first. */
export default function QuestionsScreen(): ReactElement {
  const { eventId } = useLocalSearchParams<{ eventId: string }>();
  return (
    <SignedIn>
      {(user) => (
        <Page bar={<AppBar backTo={`/events/${eventId}/chat`} />} maxWidth={LIST_MAX_WIDTH}>
          <PageTitle title="Questions" />
          <QuestionsPage eventId={eventId} ownUserId={user.id} />
        </Page>
      )}
    </SignedIn>
  );
}
