import { expoClient } from '@better-auth/expo/client';
import { createAuthClient } from 'better-auth/react';
import * as SecureStore from 'expo-secure-store';

import type { AuthClient } from './auth-client.ts';

/** The accounts' client for phones: the session is kept in the system's secure store. */
export const createAppAuthClient = (baseURL: string): AuthClient =>
  createAuthClient({
    baseURL,
    plugins: [expoClient({ storagePrefix: 'hallway', storage: SecureStore })],
  });

/** A phone has no cookies of its own: requests to the API carry the session's token. */
export const SENDS_TOKEN = true;
