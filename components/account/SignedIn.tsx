import { Redirect, usePathname } from 'expo-router';
import { type ReactElement, type ReactNode, useState } from 'react';

import { useAuth } from '@/components/providers/AuthProvider';
import { Loading } from '@/components/ui/Loading';
import { Page } from '@/components/ui/Page';
import type { AccountUser } from '@/lib/account';

import { welcomeHref } from './next-page';

interface SignedInProps {
  readonly children: (user: AccountUser) => ReactNode;
}

/** Shows its content to people who are signed in, and the welcome page to others. */
export function SignedIn({ children }: SignedInProps): ReactElement {
  const { status, user } = useAuth();
  const pathname = usePathname();
  const [wasSignedIn, setWasSignedIn] = useState(false);
  if (status === 'signed-in' && !wasSignedIn) setWasSignedIn(true);
  if (status === 'signed-in' && user !== null) return <>{children(user)}</>;
  if (status === 'signed-out') {
    // Whoever has just signed out here does not mean to come back to this very page.
    return <Redirect href={wasSignedIn ? '/' : welcomeHref(pathname)} />;
  }
  return (
    <Page>
      <Loading />
    </Page>
  );
}
