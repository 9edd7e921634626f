import { createAuthClient } from 'better-auth/react';

/** What the app uses of Better Auth's client; the same on web and native. */
export type AuthClient = ReturnType<typeof createAuthClient>;

/**
 * The accounts' client for the web: the session is a cookie of the page's own origin.
 * `auth-client.native.ts` is its counterpart for phones. The anonymous plugin is left out:
 * its only request is sent by path, and its import would bring every other plugin along.
 */
export const createAppAuthClient = (_baseUrl: string): AuthClient =>
  createAuthClient(typeof window === 'undefined' ? {} : { baseURL: window.location.origin });

/** The web sends its cookie with every request; a phone sends the session's token. */
export const SENDS_TOKEN = false;
