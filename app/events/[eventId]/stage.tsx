import { useLocalSearchParams } from 'expo-router';
import type { ReactElement } from 'react';

import { SignedIn } from '@/components/account/SignedIn';
import { StageView } from '@/components/questions/StageView';
import { PageTitle } from '@/components/ui/PageTitle';

/** The presenter's view of an event's questions, for a whole screen. */
export default function StageScreen(): ReactElement {
  const { eventId } = useLocalSearchParams<{ eventId: string }>();
  return (
    <SignedIn>
      {() => (
        <>
          <PageTitle title="Stage" />
          <StageView eventId={eventId} />
        </>
      )}
    </SignedIn>
  );
}
