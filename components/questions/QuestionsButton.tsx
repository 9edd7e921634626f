import { router } from 'expo-router';
import MessageCircleQuestion from 'lucide-react-native/icons/message-circle-question-mark';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { moderates } from '@/components/moderation/may-moderate';
import { CountBadge } from '@/components/ui/CountBadge';
import { IconButton } from '@/components/ui/IconButton';
import { useQuestions } from '@/hooks/useQuestions';
import type { Event } from '@/protocol/rest';

/** Leads to the questions of an event, for who takes part in it; who moderates sees how many wait. */
export function QuestionsButton({ event }: { readonly event: Event }): ReactElement | null {
  if (event.participation === null) return null;
  const { role } = event.participation;
  return moderates(role) ? (
    <Counting eventId={event.id} />
  ) : (
    <Leading eventId={event.id} count={0} />
  );
}

function Counting({ eventId }: { readonly eventId: string }): ReactElement {
  const { shown } = useQuestions(eventId).state;
  return <Leading eventId={eventId} count={shown?.pending.length ?? 0} />;
}

interface LeadingProps {
  readonly eventId: string;
  readonly count: number;
}

function Leading({ eventId, count }: LeadingProps): ReactElement {
  return (
    <View>
      <IconButton
        label={count === 0 ? 'Questions' : `Questions, ${count} waiting`}
        icon={MessageCircleQuestion}
        onPress={() => router.push(`/events/${eventId}/questions`)}
      />
      {count > 0 && (
        <View style={{ position: 'absolute', top: -2, right: -4, pointerEvents: 'none' }}>
          <CountBadge words={String(count)} />
        </View>
      )}
    </View>
  );
}
