import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Notice } from '@/components/ui/Notice';
import { space } from '@/components/ui/tokens';
import { useAction } from '@/components/ui/use-action';
import { useSetParticipation } from '@/hooks/useSetParticipation';
import type { ProtocolError } from '@/protocol/errors';
import type { Event } from '@/protocol/rest';

import { ParticipationButtons } from './ParticipationButtons';

/** Says whether one comes, and takes it back. */
export function TakePart({ event }: { readonly event: Event }): ReactElement {
  const { setParticipation } = useSetParticipation(event.id);
  const { isBusy, refusal, run } = useAction<ProtocolError>();
  return (
    <View style={{ gap: space.xs }}>
      <ParticipationButtons
        status={event.participation?.status ?? null}
        isBusy={isBusy}
        onChange={(status) => void run(() => setParticipation(status))}
      />
      {refusal !== null && <Notice tone="danger" text={refusal.message} />}
    </View>
  );
}
