import { type Href, router } from 'expo-router';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { useAuth } from '@/components/providers/AuthProvider';
import { Button } from '@/components/ui/Button';
import { Copy, Heading } from '@/components/ui/Copy';
import { Surface } from '@/components/ui/Surface';
import { space } from '@/components/ui/tokens';
import { useWide } from '@/components/ui/use-wide';

import { AccountForm } from './AccountForm';
import { DemoPeople, isDemo } from './DemoPeople';

/** What Hallway is, in two sentences. */
export function Welcome(): ReactElement {
  const isWide = useWide();
  return (
    <View style={{ gap: space.sm }}>
      <Heading level={1} size={isWide ? 'display' : 'displayCompact'}>
        The best talks happen in the hallway.
      </Heading>
      <Copy size="subheading" tone="muted" style={{ maxWidth: 480 }}>
        Find your event, see who comes, and talk with them: before it starts, while it runs and long
        after.
      </Copy>
    </View>
  );
}

interface EnterCardProps {
  /** Where to go after signing in. */
  readonly next: string | undefined;
}

/** The ways in, the quickest first. */
export function EnterCard({ next }: EnterCardProps): ReactElement {
  const { enterAsGuest, signIn } = useAuth();
  const to = (pathname: '/sign-in' | '/sign-up'): Href =>
    next === undefined ? pathname : { pathname, params: { next } };
  return (
    <Surface style={{ gap: space.md }}>
      <Heading level={2}>Come on in</Heading>
      <AccountForm
        fields={['name']}
        submitLabel="Continue as guest"
        onSubmit={({ name }) => enterAsGuest({ name })}
      />
      <Copy size="small" tone="muted" style={{ textAlign: 'center' }}>
        No e-mail needed. You can make it a full account later.
      </Copy>
      <View style={{ flexDirection: 'row', gap: space.xs }}>
        <Button
          label="Sign in"
          kind="secondary"
          style={{ flex: 1 }}
          onPress={() => router.push(to('/sign-in'))}
        />
        <Button
          label="Create account"
          kind="secondary"
          style={{ flex: 1 }}
          onPress={() => router.push(to('/sign-up'))}
        />
      </View>
      {isDemo && <DemoPeople signIn={signIn} />}
    </Surface>
  );
}
