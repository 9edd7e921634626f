import { router, useLocalSearchParams } from 'expo-router';
import type { ReactElement } from 'react';

import { AppBar } from '@/components/account/AppBar';
import { SignedIn } from '@/components/account/SignedIn';
import { DeleteEvent } from '@/components/events/DeleteEvent';
import { toDraft } from '@/components/events/event-draft';
import { EventForm } from '@/components/events/EventForm';
import { Heading } from '@/components/ui/Copy';
import { ErrorState } from '@/components/ui/ErrorState';
import { Loading } from '@/components/ui/Loading';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';
import { FORM_MAX_WIDTH } from '@/components/ui/tokens';
import { useEvent } from '@/hooks/useEvent';
import { useUpdateEvent } from '@/hooks/useUpdateEvent';
import type { Event, NewEvent } from '@/protocol/rest';

/** An event, for its organiser to change or delete. */
export default function EditEventScreen(): ReactElement {
  const { eventId } = useLocalSearchParams<{ eventId: string }>();
  return (
    <SignedIn>
      {() => (
        <Page bar={<AppBar backTo={`/events/${eventId}`} />} maxWidth={FORM_MAX_WIDTH}>
          <PageTitle title="Edit event" />
          <EditEvent eventId={eventId} />
        </Page>
      )}
    </SignedIn>
  );
}

function EditEvent({ eventId }: { readonly eventId: string }): ReactElement {
  const { event, error, refresh } = useEvent(eventId);
  if (event === null && error !== null) {
    return <ErrorState text={error.message} onRetry={() => void refresh()} />;
  }
  if (event === null) return <Loading />;
  if (event.participation?.role !== 'organiser') {
    return (
      <ErrorState
        title="Only the organiser can do this"
        text="You can look at this event and take part in it, but not change it."
      />
    );
  }
  return <Edit event={event} />;
}

function Edit({ event }: { readonly event: Event }): ReactElement {
  const { updateEvent } = useUpdateEvent(event.id);
  const save = async (change: NewEvent) => {
    const answer = await updateEvent(change);
    if (answer.ok) router.dismissTo(`/events/${event.id}`);
    return answer;
  };
  return (
    <>
      <Heading level={1}>Edit event</Heading>
      <EventForm initial={toDraft(event)} submitLabel="Save changes" onSubmit={save} />
      <DeleteEvent event={event} />
    </>
  );
}
