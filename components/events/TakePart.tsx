import { usePathname } from 'expo-router';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { AccountForm } from '@/components/account/AccountForm';
import { welcomeHref } from '@/components/account/next-page';
import { useAuth } from '@/components/providers/AuthProvider';
import { Copy } from '@/components/ui/Copy';
import { Notice } from '@/components/ui/Notice';
import { TextLink } from '@/components/ui/TextLink';
import { space } from '@/components/ui/tokens';
import { useAction } from '@/components/ui/use-action';
import { useSetParticipation } from '@/hooks/useSetParticipation';
import type { ProtocolError } from '@/protocol/errors';
import type { Event } from '@/protocol/rest';

import { ParticipationButtons } from './ParticipationButtons';

/** Says whether one comes; whoever is not signed in enters here with a name first. */
export function TakePart({ event }: { readonly event: Event }): ReactElement {
  const { user } = useAuth();
  return user === null ? <EnterHere /> : <ChooseStatus event={event} />;
}

function ChooseStatus({ event }: { readonly event: Event }): ReactElement {
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

function EnterHere(): ReactElement {
  const { enterAsGuest } = useAuth();
  const pathname = usePathname();
  return (
    <View style={{ gap: space.sm }}>
      <Copy tone="muted">Say who you are, and you can take part. No account needed.</Copy>
      <AccountForm
        fields={['name']}
        submitLabel="Continue as guest"
        onSubmit={({ name }) => enterAsGuest({ name })}
      />
      <View style={{ alignItems: 'center' }}>
        <TextLink href={welcomeHref(pathname)} label="Sign in or create an account" />
      </View>
    </View>
  );
}
