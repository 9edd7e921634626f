import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { useAuth } from '@/components/providers/AuthProvider';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Field } from '@/components/ui/Field';
import { useAction } from '@/components/ui/use-action';
import type { AccountRefusal, AccountUser } from '@/lib/account';

import { forgetPerson } from './forget-person';

/** Deletes the account, after asking; members confirm with their password. */
export function DeleteAccount({ user }: { readonly user: AccountUser }): ReactElement {
  const { deleteAccount } = useAuth();
  const [isAsking, setIsAsking] = useState(false);
  const [password, setPassword] = useState('');
  const { isBusy, refusal, run } = useAction<AccountRefusal>();
  const confirm = async () => {
    const isDone = await run(() => (user.isGuest ? deleteAccount() : deleteAccount({ password })));
    if (!isDone) return;
    forgetPerson();
  };
  return (
    <View style={{ alignItems: 'flex-start' }}>
      <Button label="Delete account" kind="danger" onPress={() => setIsAsking(true)} />
      <Dialog
        isOpen={isAsking}
        title="Delete your account?"
        text="You are taken off all events, and your account is gone. This can't be undone."
        confirmLabel="Delete my account"
        isDangerous
        isBusy={isBusy}
        refusal={refusal?.field === 'password' ? null : refusal}
        onConfirm={() => void confirm()}
        onClose={() => setIsAsking(false)}
      >
        {!user.isGuest && (
          <Field
            label="Password"
            secureTextEntry
            autoComplete="current-password"
            value={password}
            onChangeText={setPassword}
            onSubmitEditing={() => void confirm()}
            error={refusal?.field === 'password' ? refusal.message : undefined}
          />
        )}
      </Dialog>
    </View>
  );
}
