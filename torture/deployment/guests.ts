import { z } from 'zod';

import { StartFailure } from '../../lib/start-failure.ts';
import type { TorturePerson } from '../clients/people.ts';

const SignedIn = z.object({
  token: z.string(),
  user: z.object({ id: z.string(), name: z.string() }),
});

const TIMEOUT_MS = 15_000;

/** A guest of the deployment. @throws {StartFailure} where it takes none. */
export async function enterAsGuest(appUrl: URL, name: string): Promise<TorturePerson> {
  const reply = await post(appUrl, '/api/auth/sign-in/anonymous', { name });
  const body: unknown = await reply?.json().catch(() => null);
  const signedIn = SignedIn.safeParse(body);
  if (!reply?.ok || !signedIn.success) {
    throw new StartFailure(
      `${appUrl.origin} takes no guest (status ${reply?.status ?? 'none: not reached'}): is it the address of the app, and not of the socket server?`,
    );
  }
  const { token, user } = signedIn.data;
  return { id: user.id, name: user.name, token, sessionId: '' };
}

/** Takes the guest's account away again; whether it could. */
export async function removeGuest(appUrl: URL, { token }: TorturePerson): Promise<boolean> {
  const reply = await post(
    appUrl,
    '/api/auth/delete-user',
    {},
    { authorization: `Bearer ${token}` },
  );
  return reply?.ok ?? false;
}

async function post(
  appUrl: URL,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response | undefined> {
  try {
    return await fetch(new URL(path, appUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    return undefined;
  }
}

/** Where the sockets of a deployment are: at the app's own address behind one proxy, else on the usual port. */
export async function findSockets(appUrl: URL): Promise<URL> {
  const beside = new URL(appUrl);
  beside.port = '3001';
  for (const candidate of [new URL(appUrl), beside]) {
    const open = new URL('/socket.io/?EIO=4&transport=polling', candidate);
    try {
      const reply = await fetch(open, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      // Engine.IO's first packet: 0, and then what the connection may do.
      if (reply.ok && (await reply.text()).startsWith('0{')) return candidate;
    } catch {
      // Nobody is there; the next one may be.
    }
  }
  throw new StartFailure(
    `No socket server was found at ${appUrl.origin} or ${beside.origin}: give its address with --sockets.`,
  );
}
