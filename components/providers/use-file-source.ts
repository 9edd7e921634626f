import { useCallback, useEffect, useState } from 'react';

import { SENDS_TOKEN } from '@/lib/auth-client';
import { filePath } from '@/lib/rest-client/files';
import { apiBaseUrl } from '@/lib/server-urls';

import { useAuth } from './AuthProvider';
import { surroundings } from './surroundings';

/** Where a file's bytes are, with what lets one have them. */
export interface FileSource {
  readonly uri: string;
  readonly headers?: Record<string, string>;
}

export type FileSourceOf = (
  eventId: string,
  fileId: string,
  part: 'content' | 'thumbnail',
) => FileSource | null;

/** The way to a file's bytes: the page's cookie on the web, the session's token on phones, `null` until that is there. */
export function useFileSource(): FileSourceOf {
  const token = useToken();
  return useCallback(
    (eventId, fileId, part) => {
      const uri = `${apiBaseUrl(surroundings())}${filePath(eventId, fileId, `/${part}`)}`;
      if (!SENDS_TOKEN) return { uri };
      return token === null ? null : { uri, headers: { Authorization: `Bearer ${token}` } };
    },
    [token],
  );
}

function useToken(): string | null {
  const { getToken, sessionId } = useAuth();
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => {
    let isOver = false;
    if (SENDS_TOKEN && sessionId !== null) {
      void getToken().then((next) => void (isOver || setToken(next)));
    }
    return () => void (isOver = true);
  }, [getToken, sessionId]);
  return token;
}
