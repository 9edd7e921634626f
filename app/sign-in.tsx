import type { ReactElement } from 'react';

import { AccountForm } from '@/components/account/AccountForm';
import { DemoPeople, isDemo } from '@/components/account/DemoPeople';
import { SignInPage } from '@/components/account/SignInPage';
import { useAuth } from '@/components/providers/AuthProvider';

/** For people who have an account. */
export default function SignInScreen(): ReactElement {
  const { signIn } = useAuth();
  return (
    <SignInPage
      title="Welcome back"
      lead="Sign in and pick up where you left off."
      other={{ words: 'New here?', label: 'Create an account', pathname: '/sign-up' }}
    >
      <AccountForm fields={['email', 'password']} submitLabel="Sign in" onSubmit={signIn} />
      {isDemo && <DemoPeople signIn={signIn} />}
    </SignInPage>
  );
}
