import { createStore } from '../store.ts';
import type { ReadonlyStore } from '../store.ts';
import { readSession } from './account-session.ts';
import type { SignedIn } from './account-session.ts';

/** Who is signed in. `loading` until the server has said it once; also while it can't be reached. */
export type SessionState =
  | { readonly status: 'loading' | 'signed-out'; readonly signedIn: null }
  | { readonly status: 'signed-in'; readonly signedIn: SignedIn };

/** What Better Auth's session atom holds. */
interface SessionQuery {
  readonly data?: unknown;
  readonly error?: { readonly status?: number | undefined } | null;
  readonly isPending: boolean;
  readonly isRefetching?: boolean;
  readonly refetch: () => Promise<unknown>;
}

/** As much of a nanostores atom as is used here. */
export interface SessionAtom {
  readonly get: () => SessionQuery;
  readonly listen: (listener: () => void) => () => void;
}

export interface SessionStore extends ReadonlyStore<SessionState> {
  /** Asks the server again; resolves when it answered or could not be reached. */
  readonly refresh: () => Promise<void>;
}

const ASK_AGAIN_MS = 3_000;

export const loadingSession: SessionState = { status: 'loading', signedIn: null };
const signedOut: SessionState = { status: 'signed-out', signedIn: null };

const isUnreached = ({ error }: SessionQuery): boolean => error != null && error.status !== 401;

/**
 * What the last look at the server tells. A look that is under way or failed tells nothing: it
 * must neither empty the screen of one who is signed in nor that of one who is about to sign in.
 */
export function nextSession(current: SessionState, query: SessionQuery): SessionState {
  const signedIn = readSession(query.data);
  if (signedIn !== null) {
    const isSame = JSON.stringify(signedIn) === JSON.stringify(current.signedIn);
    return isSame ? current : { status: 'signed-in', signedIn };
  }
  return query.isPending || isUnreached(query) ? current : signedOut;
}

/**
 * Resolves when no look at the server is under way. Better Auth starts one of its own after each
 * action, which breaks off ours; the answer that counts is that of the last one.
 */
const settled = (atom: SessionAtom): Promise<void> =>
  new Promise((resolve) => {
    const check = (): boolean => {
      const { isPending, isRefetching } = atom.get();
      return !isPending && isRefetching !== true;
    };
    if (check()) return resolve();
    const unlisten = atom.listen(() => {
      if (!check()) return;
      unlisten();
      resolve();
    });
  });

/** Follows Better Auth's session while somebody looks, and asks again where it was not reached. */
export function createSessionStore(atom: SessionAtom): SessionStore {
  const store = createStore<SessionState>(loadingSession);
  let subscribers = 0;
  let unfollow: (() => void) | undefined;
  let askAgain: ReturnType<typeof setTimeout> | undefined;

  const refresh = async (): Promise<void> => {
    await atom.get().refetch();
    await settled(atom);
  };
  const follow = (): void => {
    const query = atom.get();
    store.set(nextSession(store.getSnapshot(), query));
    clearTimeout(askAgain);
    if (isUnreached(query)) askAgain = setTimeout(() => void refresh(), ASK_AGAIN_MS);
  };
  return {
    getSnapshot: store.getSnapshot,
    refresh,
    subscribe(onChange) {
      const unsubscribe = store.subscribe(onChange);
      subscribers += 1;
      if (subscribers === 1) {
        unfollow = atom.listen(follow);
        follow();
      }
      return () => {
        unsubscribe();
        subscribers -= 1;
        if (subscribers > 0) return;
        unfollow?.();
        clearTimeout(askAgain);
      };
    },
  };
}
