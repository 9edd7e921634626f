import { createContext, useContext, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';

import { createAccountActions, sessionAtomOf } from '@/lib/account';
import type { AccountActions, AccountUser } from '@/lib/account';
import { createSessionStore, loadingSession } from '@/lib/account/session-store';
import { createAppAuthClient, SENDS_TOKEN } from '@/lib/auth-client';
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

/** The parts of one app that know who is signed in; nothing is asked before somebody looks. */
function createAccount() {
  const baseUrl = apiBaseUrl(surroundings());
  const client = createAppAuthClient(baseUrl);
  const session = createSessionStore(sessionAtomOf(client));
  const actions = createAccountActions(client, session.refresh);
  const getToken = async (): Promise<string | null> =>
    session.getSnapshot().signedIn?.token ?? (await actions.getToken());
  const rest = createRestClient(SENDS_TOKEN ? { baseUrl, getToken } : { baseUrl });
  return { session, rest, actions: { ...actions, getToken } };
}

const getLoadingSession = () => loadingSession;

/** Gives everything below it the signed-in person (`useAuth`) and the API (`useRestClient`). */
export function AuthProvider({ children }: { readonly children?: ReactNode }) {
  const [{ session, rest, actions }] = useState(createAccount);
  const { status, signedIn } = useSyncExternalStore(
    session.subscribe,
    session.getSnapshot,
    getLoadingSession,
  );
  const auth = useMemo<Auth>(
    () => ({
      ...actions,
      status,
      user: signedIn?.user ?? null,
      sessionId: signedIn?.sessionId ?? null,
      refresh: session.refresh,
    }),
    [actions, session, status, signedIn],
  );
  return (
    <AuthContext value={auth}>
      <RestContext value={rest}>{children}</RestContext>
    </AuthContext>
  );
}
