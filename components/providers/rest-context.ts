import { createContext, useContext } from 'react';

import type { RestClient } from '@/lib/rest-client';

export const RestContext = createContext<RestClient | null>(null);

/** The API's client, signed in as the person of the nearest `AuthProvider`. */
export function useRestClient(): RestClient {
  const client = useContext(RestContext);
  if (client === null) throw new Error('useRestClient needs an <AuthProvider> around it');
  return client;
}
