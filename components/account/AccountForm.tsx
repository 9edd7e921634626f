import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Button } from '@/components/ui/Button';
import { Field, type FieldProps } from '@/components/ui/Field';
import { Notice } from '@/components/ui/Notice';
import { space } from '@/components/ui/tokens';
import { useAction } from '@/components/ui/use-action';
import type { AccountField, AccountRefusal, AccountResult } from '@/lib/account';

export type AccountValues = Readonly<Record<AccountField, string>>;

interface AccountFormProps {
  readonly fields: readonly AccountField[];
  readonly submitLabel: string;
  readonly onSubmit: (values: AccountValues) => AccountResult;
  readonly initialName?: string;
  /** Whether the password is one that is chosen here. */
  readonly isNewPassword?: boolean;
}

const LABELS = { name: 'Your name', email: 'E-mail', password: 'Password' } as const;

const inputOf = (field: AccountField, isNewPassword: boolean): Partial<FieldProps> => {
  switch (field) {
    case 'name':
      return { autoComplete: 'name', placeholder: 'As others will see it', maxLength: 120 };
    case 'email':
      return { autoComplete: 'email', inputMode: 'email', autoCapitalize: 'none' };
    case 'password':
      return {
        autoComplete: isNewPassword ? 'new-password' : 'current-password',
        secureTextEntry: true,
        ...(isNewPassword && { hint: '8 characters or more' }),
      };
  }
};

/** The fields of an account, sent together; a refusal stands at its field. */
export function AccountForm(props: AccountFormProps): ReactElement {
  const { fields, submitLabel, onSubmit, initialName = '', isNewPassword = false } = props;
  const [values, setValues] = useState<AccountValues>({
    name: initialName,
    email: '',
    password: '',
  });
  const { isBusy, refusal, run } = useAction<AccountRefusal>();
  const submit = () => void run(() => onSubmit(values));
  const general = refusal !== null && !isAbout(refusal, fields) ? refusal : null;
  return (
    <View style={{ gap: space.md }}>
      {fields.map((field) => (
        <Field
          key={field}
          label={LABELS[field]}
          {...inputOf(field, isNewPassword)}
          value={values[field]}
          onChangeText={(text) => setValues((current) => ({ ...current, [field]: text }))}
          onSubmitEditing={submit}
          error={refusal?.field === field ? refusal.message : undefined}
        />
      ))}
      {general !== null && <Notice tone="danger" text={general.message} />}
      <Button label={submitLabel} isBusy={isBusy} onPress={submit} />
    </View>
  );
}

const isAbout = (refusal: AccountRefusal, fields: readonly AccountField[]): boolean =>
  refusal.field !== undefined && fields.includes(refusal.field);
