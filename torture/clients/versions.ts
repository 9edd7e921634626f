import { io, type Socket } from 'socket.io-client';
import { io as io40 } from 'socket.io-client-4.0';
import { io as io45 } from 'socket.io-client-4.5';
import { io as io46 } from 'socket.io-client-4.6';
import { io as io47 } from 'socket.io-client-4.7';

/** An unmodified `socket.io-client` of a version. */
export type StockVersion = '4.0' | '4.5' | '4.6' | '4.7' | '4.8';

export interface StockOptions {
  readonly version: StockVersion;
  readonly transports: readonly ('websocket' | 'polling')[];
  /** True: asks the server to let it go on where it was. False: knows the seed's protocol and nothing else. */
  readonly resumes: boolean;
}

// oxlint-disable typescript/no-unsafe-type-assertion -- what all versions have alike
const MAKERS = {
  '4.0': io40,
  '4.5': io45 as unknown as typeof io,
  '4.6': io46 as unknown as typeof io,
  '4.7': io47 as unknown as typeof io,
  '4.8': io,
} satisfies Readonly<Record<StockVersion, typeof io>>;
// oxlint-enable typescript/no-unsafe-type-assertion

/** A socket that is not connected yet, and asks for its token anew at each attempt. */
export const makeSocket = (
  { version, transports, resumes }: StockOptions,
  url: string,
  token: () => string,
): Socket =>
  MAKERS[version](url, {
    autoConnect: false,
    forceNew: true,
    transports: [...transports],
    reconnectionDelay: 300,
    reconnectionDelayMax: 2_000,
    auth: (send) => send({ token: token(), ...(resumes && { resume: true }) }),
  });
