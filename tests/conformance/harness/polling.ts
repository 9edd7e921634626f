import { engineUrl } from './frames.ts';

type Query = Readonly<Record<string, string | undefined>>;

/** What is between the packets of one body. */
export const SEPARATOR = '\u001e';

/** One request to the engine. */
export function request(
  server: string,
  query: Query,
  { path, ...init }: RequestInit & { readonly path?: string } = {},
): Promise<Response> {
  return fetch(engineUrl(server, query, path), { signal: AbortSignal.timeout(10_000), ...init });
}

/** The payload of an `open` packet. */
export interface Opened {
  readonly sid: string;
  readonly upgrades: readonly string[];
  readonly pingInterval: number;
  readonly pingTimeout: number;
  readonly maxPayload: number;
}

export function parseOpen(packet: string): Opened {
  if (!packet.startsWith('0')) throw new Error(`this is no open packet: ${packet}`);
  return JSON.parse(packet.slice(1)) as Opened;
}

/** A session over HTTP, request by request. */
export interface Polling {
  readonly opened: Opened;
  readonly sid: string;
  get(): Promise<Response>;
  post(body: string, init?: RequestInit): Promise<Response>;
  /** Polls once, and gives the packets of the answer. */
  packets(): Promise<readonly string[]>;
  /** Polls until this many packets have come, the heartbeat's left out. */
  take(count: number): Promise<readonly string[]>;
  /** Whether the session is still there. */
  isOpen(): Promise<boolean>;
}

export async function openPolling(server: string): Promise<Polling> {
  const query = { EIO: '4', transport: 'polling' };
  const opened = parseOpen(await (await request(server, query)).text());
  const inSession = { ...query, sid: opened.sid };
  const get = (): Promise<Response> => request(server, inSession);
  const post = (body: string, init: RequestInit = {}): Promise<Response> =>
    request(server, inSession, { method: 'POST', body, ...init });
  const packets = async (): Promise<readonly string[]> =>
    (await (await get()).text()).split(SEPARATOR);
  return {
    opened,
    sid: opened.sid,
    get,
    post,
    packets,
    async take(count) {
      const taken: string[] = [];
      while (taken.length < count) {
        for (const packet of await packets()) {
          if (packet === '2') await post('3');
          else taken.push(packet);
        }
      }
      return taken;
    },
    isOpen: async () => (await post('3')).status === 200,
  };
}

/** The same, in a namespace of Socket.IO, with the answer to CONNECT read. */
export async function connectPolling(server: string, packet = '40'): Promise<Polling> {
  const polling = await openPolling(server);
  await polling.post(packet);
  await polling.take(2);
  return polling;
}
