import { router } from 'expo-router';
import { type ReactElement, useState } from 'react';

import { AppBar } from '@/components/account/AppBar';
import { SignedIn } from '@/components/account/SignedIn';
import { emptyDraft } from '@/components/events/event-draft';
import { EventForm } from '@/components/events/EventForm';
import { Heading } from '@/components/ui/Copy';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';
import { FORM_MAX_WIDTH } from '@/components/ui/tokens';
import { useCreateEvent } from '@/hooks/useCreateEvent';
import type { NewEvent } from '@/protocol/rest';

/** A new event. */
export default function NewEventScreen(): ReactElement {
  const { createEvent } = useCreateEvent();
  const [initial] = useState(emptyDraft);
  const create = async (event: NewEvent) => {
    const answer = await createEvent(event);
    if (answer.ok) router.replace(`/events/${answer.value.id}`);
    return answer;
  };
  return (
    <SignedIn>
      {() => (
        <Page bar={<AppBar backTo="/events" />} maxWidth={FORM_MAX_WIDTH}>
          <PageTitle title="New event" />
          <Heading level={1}>New event</Heading>
          <EventForm initial={initial} submitLabel="Create event" onSubmit={create} />
        </Page>
      )}
    </SignedIn>
  );
}
