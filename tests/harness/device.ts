import { io, type Socket } from 'socket.io-client';

import type { Answer, Notice, NoticeName, RequestName } from '../../protocol/wire.ts';

/** Longest wait for an answer that a test expects. */
const ANSWER_MS = 8_000;

export interface DeviceOptions {
  readonly url: string;
  /** The handshake's `auth`, whatever it may be. */
  readonly auth: object;
  readonly transports?: readonly string[];
  /** False: a refused or lost connection stays so. */
  readonly reconnection?: boolean;
}

/** One stock `socket.io-client`, with everything that it was told. */
export interface Device extends Disposable {
  readonly socket: Socket;
  readonly notices: readonly { readonly name: string; readonly args: readonly unknown[] }[];
  /** The payloads of one notice, in the order in which they came. */
  of<N extends NoticeName>(name: N): readonly Notice<N>[];
  /** Sends with an acknowledgement callback. */
  request<N extends RequestName>(name: N, payload: unknown): Promise<Answer<N>>;
  /** Sends as a client written only from the seed does. */
  emit(name: string, ...args: readonly unknown[]): void;
  /** Resolves when everything that the server had sent before is here. */
  settle(): Promise<void>;
}

export function openDevice({ url, auth, transports, reconnection }: DeviceOptions): Device {
  const notices: { name: string; args: unknown[] }[] = [];
  const socket = io(url, {
    auth,
    forceNew: true,
    transports: [...(transports ?? ['websocket'])],
    reconnection: reconnection ?? true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
  });
  socket.onAny((name: string, ...args: unknown[]) => void notices.push({ name, args }));

  const request = async <N extends RequestName>(name: N, payload: unknown): Promise<Answer<N>> => {
    const answer: unknown = await socket.timeout(ANSWER_MS).emitWithAck(name, payload);
    return answer as Answer<N>;
  };

  return {
    socket,
    notices,
    of: <N extends NoticeName>(name: N) =>
      notices.filter((notice) => notice.name === name).map(({ args }) => args[0] as Notice<N>),
    request,
    emit: (name, ...args) => void socket.emit(name, ...args),
    settle: async () => {
      // Requests and notices of one connection keep their order.
      await request('stop-typing', { eventId: 'settle' });
    },
    [Symbol.dispose]: () => void socket.disconnect(),
  };
}

/** Resolves when the device is connected, and fails with the server's refusal. */
export const connected = (device: Device): Promise<Device> =>
  new Promise((resolve, reject) => {
    if (device.socket.connected) return resolve(device);
    device.socket.once('connect', () => resolve(device));
    device.socket.once('connect_error', reject);
  });
