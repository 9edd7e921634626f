import LogOut from 'lucide-react-native/icons/log-out';
import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { useAuth } from '@/components/providers/AuthProvider';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { space } from '@/components/ui/tokens';
import { useAction } from '@/components/ui/use-action';
import type { AccountRefusal, AccountResult, AccountUser } from '@/lib/account';

import { forgetPerson } from './forget-person';

type Asking = 'nothing' | 'leave-as-guest' | 'everywhere';

/** Signs out here or everywhere. A guest, who can't come back, is asked first. */
export function SignOut({ user }: { readonly user: AccountUser }): ReactElement {
  const { signOut, signOutEverywhere } = useAuth();
  const [asking, setAsking] = useState<Asking>('nothing');
  const { isBusy, refusal, run } = useAction<AccountRefusal>();
  const leave = (call: () => AccountResult) => {
    forgetPerson();
    void run(call);
  };
  return (
    <View style={{ gap: space.sm }}>
      {refusal !== null && <Notice tone="danger" text={refusal.message} />}
      <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space.xs }}>
        <Button
          label="Sign out"
          kind="secondary"
          icon={LogOut}
          isBusy={isBusy}
          onPress={() => (user.isGuest ? setAsking('leave-as-guest') : leave(signOut))}
        />
        {!user.isGuest && (
          <Button
            label="Sign out everywhere"
            kind="secondary"
            isDisabled={isBusy}
            onPress={() => setAsking('everywhere')}
          />
        )}
      </View>
      <Dialog
        isOpen={asking === 'everywhere'}
        title="Sign out everywhere?"
        text="This device and all others are signed out."
        confirmLabel="Sign out of all"
        isBusy={isBusy}
        onConfirm={() => leave(signOutEverywhere)}
        onClose={() => setAsking('nothing')}
      />
      <Dialog
        isOpen={asking === 'leave-as-guest'}
        title="Leave for good?"
        text="A guest can't come back: without an account there is nothing to sign in with. Create one above to keep your events."
        confirmLabel="Leave"
        isDangerous
        isBusy={isBusy}
        onConfirm={() => leave(signOut)}
        onClose={() => setAsking('nothing')}
      />
    </View>
  );
}
