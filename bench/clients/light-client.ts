import { WebSocket } from 'ws';

/** A Socket.IO client over WebSocket that costs little, so that thousands fit beside the server: https://socket.io/docs/v4/socket-io-protocol/ */
export interface LightClient {
  /** Sends a request and resolves to its answer; rejects when the connection ends before. */
  request(name: string, payload: object): Promise<unknown>;
  /** Stops reading: what is sent to it stays in the kernel, then with the server. */
  pause(): void;
  resume(): void;
  close(): void;
}

export interface LightClientOptions {
  readonly url: string;
  readonly auth: object;
  /** Sent with the handshake, beside what it needs. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly onNotice: (name: string, payload: Record<string, unknown>) => void;
  /** Told of each notice before it is parsed; true: it need not be. */
  readonly onText?: (text: string) => boolean;
  /** The server has asked whether it is there, which is answered. */
  readonly onPing?: () => void;
  /** Called once, when the connection is over. */
  readonly onEnd: () => void;
}

/** The Engine.IO and Socket.IO packets that are needed here. */
const PING = '2';
const PONG = '3';
const CONNECT = '40';
const EVENT = '42';
const ACKNOWLEDGEMENT = '43';
const CONNECT_ERROR = '44';

/** Connects and is let in, or rejects. */
export function connectLightly(options: LightClientOptions): Promise<LightClient> {
  const socket = openSocket(options);
  const waiting = new Map<number, (answer: unknown) => void>();
  const abandon = new Map<number, (error: Error) => void>();
  let requests = 0;

  const client: LightClient = {
    request: (name, payload) =>
      new Promise((resolve, reject) => {
        requests += 1;
        waiting.set(requests, resolve);
        abandon.set(requests, reject);
        socket.send(`${EVENT}${requests}${JSON.stringify([name, payload])}`);
      }),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => socket.close(),
  };
  const answer = (text: string): void => {
    const [, id = '', json = '[]'] = /^43(\d+)(.*)$/s.exec(text) ?? [];
    waiting.get(Number(id))?.((JSON.parse(json) as unknown[])[0]);
    waiting.delete(Number(id));
    abandon.delete(Number(id));
  };
  const notice = (text: string): void => {
    if (options.onText?.(text) === true) return;
    const [name, payload] = JSON.parse(text.slice(EVENT.length)) as [string, never];
    options.onNotice(name, payload);
  };

  return new Promise((resolve, reject) => {
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text === PING) {
        socket.send(PONG);
        options.onPing?.();
      }
      if (text.startsWith('0')) socket.send(`${CONNECT}${JSON.stringify(options.auth)}`);
      else if (text.startsWith(EVENT)) notice(text);
      else if (text.startsWith(ACKNOWLEDGEMENT)) answer(text);
      else if (text.startsWith(CONNECT_ERROR)) reject(new Error(text));
      else if (text.startsWith(CONNECT)) resolve(client);
    });
    socket.on('error', reject);
    socket.on('close', () => {
      const error = new Error('the connection ended');
      for (const end of abandon.values()) end(error);
      reject(error);
      options.onEnd();
    });
  });
}

function openSocket({ url, headers = {} }: LightClientOptions): WebSocket {
  const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  return new WebSocket(address, { perMessageDeflate: false, headers });
}
