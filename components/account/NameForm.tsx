import { type ReactElement, useState } from 'react';

import { useAuth } from '@/components/providers/AuthProvider';
import { Button } from '@/components/ui/Button';
import { Field } from '@/components/ui/Field';
import { Surface } from '@/components/ui/Surface';
import { space } from '@/components/ui/tokens';
import { useAction } from '@/components/ui/use-action';
import type { AccountRefusal, AccountUser } from '@/lib/account';

/** Changes the name that others see. */
export function NameForm({ user }: { readonly user: AccountUser }): ReactElement {
  const { updateName } = useAuth();
  const [name, setName] = useState(user.name);
  const { isBusy, refusal, run } = useAction<AccountRefusal>();
  const isChanged = name.trim() !== user.name;
  const save = () => void run(() => updateName(name));
  return (
    <Surface style={{ gap: space.md }}>
      <Field
        label="Your name"
        value={name}
        onChangeText={setName}
        onSubmitEditing={save}
        hint="This is how others see you in events and chats."
        error={refusal?.message}
      />
      <Button
        label="Save name"
        kind={isChanged ? 'primary' : 'secondary'}
        isBusy={isBusy}
        isDisabled={!isChanged}
        onPress={save}
        style={{ alignSelf: 'flex-start' }}
      />
    </Surface>
  );
}
