import type { ReactElement } from 'react';
import { View } from 'react-native';

import { useAuth } from '@/components/providers/AuthProvider';
import { Copy, Heading } from '@/components/ui/Copy';
import { Surface } from '@/components/ui/Surface';
import { space } from '@/components/ui/tokens';
import type { AccountUser } from '@/lib/account';

import { AccountForm } from './AccountForm';

/** Makes a guest a full account, with everything that is theirs. */
export function GuestUpgrade({ user }: { readonly user: AccountUser }): ReactElement {
  const { becomeMember } = useAuth();
  return (
    <Surface style={{ gap: space.md }}>
      <View style={{ gap: space.xxs }}>
        <Heading level={2}>Keep what is yours</Heading>
        <Copy tone="muted">
          You are here as a guest, on this device only. With an e-mail address and a password, your
          events and messages come with you.
        </Copy>
      </View>
      <AccountForm
        fields={['email', 'password']}
        initialName={user.name}
        isNewPassword
        submitLabel="Create account"
        onSubmit={becomeMember}
      />
    </Surface>
  );
}
