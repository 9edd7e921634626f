import { router } from 'expo-router';
import MessageCircleQuestion from 'lucide-react-native/icons/message-circle-question-mark';
import type { ReactElement } from 'react';

import { IconButton } from '@/components/ui/IconButton';
import type { Event } from '@/protocol/rest';

/** Leads to the questions of an event, for who takes part in it. */
export function QuestionsButton({ event }: { readonly event: Event }): ReactElement | null {
  if (event.participation === null) return null;
  return (
    <IconButton
      label="Questions"
      icon={MessageCircleQuestion}
      onPress={() => router.push(`/events/${event.id}/questions`)}
    />
  );
}
