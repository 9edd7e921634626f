import { fail, ok } from '../protocol/result.ts';
import type { Result } from '../protocol/result.ts';
import { PersonName } from '../protocol/rest.ts';
import { fieldRefusal, toAccountRefusal } from './account/account-refusal.ts';
import type { AccountRefusal, AuthFailure } from './account/account-refusal.ts';
import { readSession, readSessionRows, toAccountSession } from './account/account-session.ts';
import type { AccountSession } from './account/account-session.ts';
import type { SessionAtom } from './account/session-store.ts';
import type { AuthClient } from './auth-client.ts';

export type { AccountField, AccountRefusal } from './account/account-refusal.ts';
export type { AccountSession, AccountUser } from './account/account-session.ts';

export type AccountResult<Value = null> = Promise<Result<Value, AccountRefusal>>;

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** What a person can do about their account. Never throws; refusals are sentences for people. */
export interface AccountActions {
  readonly signIn: (credentials: Credentials) => AccountResult;
  readonly signUp: (account: Credentials & { readonly name: string }) => AccountResult;
  readonly enterAsGuest: (guest: { readonly name: string }) => AccountResult;
  /** Makes the guest a full account; the user id and all that hangs on it stay. */
  readonly becomeMember: (account: Credentials & { readonly name: string }) => AccountResult;
  readonly signOut: () => AccountResult;
  /** Ends every session of this person, this one included. */
  readonly signOutEverywhere: () => AccountResult;
  readonly listSessions: () => AccountResult<readonly AccountSession[]>;
  readonly revokeSession: (sessionId: string) => AccountResult;
  readonly updateName: (name: string) => AccountResult;
  /** Guests have no password to give. */
  readonly deleteAccount: (confirmation?: { readonly password: string }) => AccountResult;
  /** The session's token for the socket; `null` when signed out. Rejects when it can't be known. */
  readonly getToken: () => Promise<string | null>;
}

/** The answer of Better Auth's client: `data` or `error`. */
interface AuthAnswer {
  readonly data?: unknown;
  readonly error?: AuthFailure | null;
}

async function attempt(call: () => Promise<AuthAnswer>): AccountResult<unknown> {
  try {
    const { data, error } = await call();
    return error ? fail(toAccountRefusal(error)) : ok(data);
  } catch {
    // The client rejects only where the server was not reached.
    return fail(toAccountRefusal({}));
  }
}

const toNothing = (result: Awaited<AccountResult<unknown>>): Awaited<AccountResult> =>
  result.ok ? ok(null) : result;

function withName(name: string, call: (name: string) => AccountResult): AccountResult {
  const parsed = PersonName.safeParse(name);
  if (parsed.success) return call(parsed.data);
  const message = parsed.error.issues[0]?.message ?? 'Please enter a name.';
  return Promise.resolve(fail(fieldRefusal('name', message)));
}

/** Where Better Auth's client keeps its session. */
export function sessionAtomOf(client: AuthClient): SessionAtom {
  const { session } = client.$store.atoms;
  if (session === undefined) throw new Error("cannot follow the session: it isn't kept any more");
  return session;
}

/** The session as the server has it now; rejects where it can't be asked. */
async function currentToken(client: AuthClient): Promise<string | null> {
  const { data, error } = await client.getSession();
  if (error && error.status !== 401) throw new Error('cannot read the session: no answer');
  return readSession(data)?.token ?? null;
}

const sessionActions = (
  client: AuthClient,
): Pick<AccountActions, 'listSessions' | 'revokeSession' | 'signOutEverywhere'> => ({
  async listSessions() {
    const rows = await attempt(() => client.listSessions());
    if (!rows.ok) return rows;
    const token = await currentToken(client).catch(() => null);
    return ok(readSessionRows(rows.value).map((row) => toAccountSession(row, token)));
  },
  async revokeSession(sessionId) {
    const rows = await attempt(() => client.listSessions());
    if (!rows.ok) return rows;
    const row = readSessionRows(rows.value).find(({ id }) => id === sessionId);
    if (row === undefined) return ok(null);
    return toNothing(await attempt(() => client.revokeSession({ token: row.token })));
  },
  async signOutEverywhere() {
    const revoked = await attempt(() => client.revokeSessions());
    // The cookie is still there; signing out removes it, and can't fail on the ended session.
    if (revoked.ok) await attempt(() => client.signOut());
    return toNothing(revoked);
  },
});

/** The actions over one Better Auth client; `refresh` is awaited after each that changes who one is. */
export function createAccountActions(
  client: AuthClient,
  refresh: () => Promise<void>,
): AccountActions {
  const change = async (call: () => Promise<AuthAnswer>): AccountResult => {
    const result = await attempt(call);
    if (result.ok) await refresh();
    return toNothing(result);
  };
  const signUp: AccountActions['signUp'] = ({ name, email, password }) =>
    withName(name, (cleanName) =>
      change(() => client.signUp.email({ name: cleanName, email: email.trim(), password })),
    );
  const sessions = sessionActions(client);
  return {
    ...sessions,
    signIn: ({ email, password }) =>
      change(() => client.signIn.email({ email: email.trim(), password })),
    signUp,
    becomeMember: signUp,
    enterAsGuest: ({ name }) =>
      withName(name, (cleanName) =>
        change(() =>
          client.$fetch('/sign-in/anonymous', { method: 'POST', body: { name: cleanName } }),
        ),
      ),
    signOut: () => change(() => client.signOut()),
    signOutEverywhere: async () => {
      const result = await sessions.signOutEverywhere();
      await refresh();
      return result;
    },
    updateName: (name) =>
      withName(name, (cleanName) => change(() => client.updateUser({ name: cleanName }))),
    deleteAccount: (confirmation) => change(() => client.deleteUser(confirmation ?? {})),
    getToken: () => currentToken(client),
  };
}
