import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { useAuth } from '@/components/providers/AuthProvider';
import { Heading } from '@/components/ui/Copy';
import { Loading } from '@/components/ui/Loading';
import { Notice } from '@/components/ui/Notice';
import { Surface } from '@/components/ui/Surface';
import { space } from '@/components/ui/tokens';
import { useAction } from '@/components/ui/use-action';
import { unwrap } from '@/hooks/event-queries';
import type { AccountRefusal } from '@/lib/account';

import { SessionRow } from './SessionRow';

/** Where one is signed in; each place but this one can be signed out from here. */
export function Devices(): ReactElement {
  const { listSessions, revokeSession, sessionId } = useAuth();
  const { data, error, refetch } = useQuery({
    queryKey: ['devices', sessionId],
    queryFn: () => unwrap(listSessions()),
  });
  const { isBusy, refusal, run } = useAction<AccountRefusal>();
  const revoke = async (revokedId: string) => {
    await run(() => revokeSession(revokedId));
    await refetch();
  };
  const problem = refusal ?? error;
  return (
    <Surface style={{ gap: space.xs }}>
      <Heading level={2}>Where you are signed in</Heading>
      {data === undefined && error === null && <Loading label="Loading devices…" />}
      {problem !== null && <Notice tone="danger" text={problem.message} />}
      <View role="list" aria-label="Devices">
        {data?.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            isBusy={isBusy}
            onRevoke={() => void revoke(session.id)}
          />
        ))}
      </View>
    </Surface>
  );
}
