import { createContext, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';

import { createAccountActions } from '@/lib/account';
import type { AccountActions, AccountUser } from '@/lib/account';
import { readSession } from '@/lib/account/account-session';
import type { SignedIn } from '@/lib/account/account-session';
import { createAppAuthClient, SENDS_TOKEN } from '@/lib/auth-client';
import type { AuthClient } from '@/lib/auth-client';
import { createRestClient } from '@/lib/rest-client';
import { apiBaseUrl } from '@/lib/server-urls';

import { RestContext } from './rest-context';
import { surroundings } from './surroundings';

export interface Auth extends AccountActions {
  /** `loading` until the server said whether somebody is signed in; also while it can't be reached. */
  readonly status: 'loading' | 'signed-out' | 'signed-in';
  /** Set in `signed-in` alone. */
  readonly user: AccountUser | null;
  /** Changes when one signs in anew; the socket follows it. */
  readonly sessionId: string | null;
  /** Asks the server again who is signed in. */
  readonly refresh: () => Promise<void>;
}

const AuthContext = createContext<Auth | null>(null);

/** Who is signed in, and what they can do about their account. */
export function useAuth(): Auth {
  const auth = useContext(AuthContext);
  if (auth === null) throw new Error('useAuth needs an <AuthProvider> around it');
  return auth;
}

const ASK_AGAIN_MS = 3_000;

interface Session {
  readonly status: Auth['status'];
  readonly signedIn: SignedIn | null;
  readonly refresh: () => Promise<void>;
}

/** The session as Better Auth's client knows it, asked for again where the server was not reached. */
function useSession(client: AuthClient): Session {
  const { data, error, isPending, refetch } = client.useSession();
  const [isSettled, setSettled] = useState(false);
  const signedIn = useMemo(() => readSession(data), [data]);
  const isUnreached = error !== null && error.status !== 401;

  useEffect(() => {
    // Once known, a later look (at every return to the tab) must not empty the screen.
    if (!isPending && !isUnreached) setSettled(true);
    if (!isUnreached) return;
    const timer = setTimeout(() => void refetch(), ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isPending, isUnreached, error, refetch]);

  const refresh = useMemo(() => () => refetch(), [refetch]);
  if (signedIn !== null) return { status: 'signed-in', signedIn, refresh };
  return { status: isSettled ? 'signed-out' : 'loading', signedIn, refresh };
}

/** Gives everything below it the signed-in person (`useAuth`) and the API (`useRestClient`). */
export function AuthProvider({ children }: { readonly children?: ReactNode }) {
  const [baseUrl] = useState(() => apiBaseUrl(surroundings()));
  const [client] = useState(() => createAppAuthClient(baseUrl));
  const { status, signedIn, refresh } = useSession(client);
  const token = useRef<string | null>(null);
  useEffect(() => {
    token.current = signedIn?.token ?? null;
  }, [signedIn]);

  const actions = useMemo<AccountActions>(() => {
    const account = createAccountActions(client, refresh);
    return { ...account, getToken: async () => token.current ?? (await account.getToken()) };
  }, [client, refresh]);
  const rest = useMemo(() => {
    const { getToken } = actions;
    return createRestClient(SENDS_TOKEN ? { baseUrl, getToken } : { baseUrl });
  }, [actions, baseUrl]);
  const auth = useMemo<Auth>(() => {
    const user = signedIn?.user ?? null;
    return { ...actions, status, user, sessionId: signedIn?.sessionId ?? null, refresh };
  }, [actions, status, signedIn, refresh]);

  return (
    <AuthContext value={auth}>
      <RestContext value={rest}>{children}</RestContext>
    </AuthContext>
  );
}
