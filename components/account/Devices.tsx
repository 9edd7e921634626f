import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { View } from 'react-native';

import { useAuth } from '@/components/providers/AuthProvider';
import { Heading } from '@/components/ui/Copy';
import { Loading } from '@/components/ui/Loading';
import { Notice } from '@/components/ui/Notice';
import { Surface } from '@/components/ui/Surface';
import { space } from '@/components/ui/tokens';
import { useAction } from '@/components/ui/use-action';
import type { AccountRefusal, AccountSession } from '@/lib/account';

import { SessionRow } from './SessionRow';

/** Where one is signed in; each place but this one can be signed out from here. */
export function Devices(): ReactElement {
  const { listSessions, revokeSession } = useAuth();
  const [sessions, setSessions] = useState<readonly AccountSession[] | null>(null);
  const { isBusy, refusal, run } = useAction<AccountRefusal>();
  const load = useCallback(async () => {
    const answer = await listSessions();
    if (answer.ok) setSessions(answer.value);
    return answer;
  }, [listSessions]);
  useEffect(() => {
    void run(load);
    // Only when one comes here; `run` is new at each drawing.
  }, [load]);
  const revoke = async (sessionId: string) => {
    const answer = await revokeSession(sessionId);
    return answer.ok ? load() : answer;
  };
  return (
    <Surface style={{ gap: space.xs }}>
      <Heading level={2}>Where you are signed in</Heading>
      {sessions === null && refusal === null && <Loading label="Loading devices…" />}
      {refusal !== null && <Notice tone="danger" text={refusal.message} />}
      <View role="list" aria-label="Devices">
        {sessions?.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            isBusy={isBusy}
            onRevoke={() => void run(() => revoke(session.id))}
          />
        ))}
      </View>
    </Surface>
  );
}
