import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { moderates } from '@/components/moderation/may-moderate';
import { PersonSheet } from '@/components/moderation/PersonSheet';
import { Button } from '@/components/ui/Button';
import { Copy, Heading } from '@/components/ui/Copy';
import { Loading } from '@/components/ui/Loading';
import { space } from '@/components/ui/tokens';
import { useParticipants } from '@/hooks/useParticipants';
import type { Participant } from '@/protocol/rest';
import type { Role } from '@/protocol/wire';

import { ParticipantRow } from './ParticipantRow';

interface WhoComesProps {
  readonly eventId: string;
  readonly ownUserId: string;
  /** Left out where one does not take part. */
  readonly ownRole?: Role | undefined;
}

/** The people who take part, a page at a time. */
export function WhoComes({ eventId, ownUserId, ownRole }: WhoComesProps): ReactElement {
  const list = useParticipants(eventId);
  const [shown, setShown] = useState<Participant | null>(null);
  return (
    <View style={{ gap: space.xs }}>
      <Heading level={2}>Who comes</Heading>
      {list.isLoading && <Loading label="Loading people…" />}
      {list.error !== null && list.participants.length === 0 && (
        <Copy tone="muted">{list.error.message}</Copy>
      )}
      {!list.isLoading && list.error === null && list.participants.length === 0 && (
        <Copy tone="muted">Nobody yet. Be the first!</Copy>
      )}
      <View role="list" aria-label="Participants">
        {list.participants.map((participant) => (
          <ParticipantRow
            key={participant.userId}
            participant={participant}
            isOneself={participant.userId === ownUserId}
            {...(moderates(ownRole) && { onModerate: setShown })}
          />
        ))}
      </View>
      {shown !== null && ownRole !== undefined && (
        <PersonSheet
          eventId={eventId}
          person={shown}
          ownUserId={ownUserId}
          ownRole={ownRole}
          onClose={() => setShown(null)}
        />
      )}
      {list.hasMore && (
        <Button
          label="Show more people"
          kind="secondary"
          isCompact
          isBusy={list.isLoadingMore}
          onPress={list.loadMore}
        />
      )}
    </View>
  );
}
