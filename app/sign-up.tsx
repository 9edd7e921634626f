import type { ReactElement } from 'react';

import { AccountForm } from '@/components/account/AccountForm';
import { SignInPage } from '@/components/account/SignInPage';
import { useAuth } from '@/components/providers/AuthProvider';

/** For people who want an account. */
export default function SignUpScreen(): ReactElement {
  const { signUp } = useAuth();
  return (
    <SignInPage
      title="Create your account"
      lead="Your name, events and messages, on all your devices."
      other={{ words: 'Already with us?', label: 'Sign in instead', pathname: '/sign-in' }}
    >
      <AccountForm
        fields={['name', 'email', 'password']}
        isNewPassword
        submitLabel="Create account"
        onSubmit={signUp}
      />
    </SignInPage>
  );
}
