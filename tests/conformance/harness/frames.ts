/** Longest wait for a packet that a test expects. */
const PACKET_MS = 8_000;

/** A WebSocket to the engine, by Node's own client, frame by frame. */
export interface Frames extends Disposable {
  send(packet: string | Uint8Array<ArrayBuffer>): void;
  /** The next packet that is no ping of the heartbeat. Fails when the connection ends instead. */
  next(): Promise<string | Uint8Array>;
  close(): void;
  /** Its close code, when it has ended. 1006: it could not even be opened. */
  readonly ended: Promise<number>;
}

export interface FramesOptions {
  /** Further parameters; `undefined` leaves a standard one out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly path?: string;
  /** True: `next` gives the heartbeat's pings as well. */
  readonly withPings?: boolean;
}

/** The engine's address with its parameters. */
export function engineUrl(
  server: string,
  query: Readonly<Record<string, string | undefined>>,
  path = '/socket.io/',
): string {
  const url = new URL(path, server);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
}

/** Opens without waiting: what comes of it is told by `next` and `ended`. */
export function openFrames(server: string, options: FramesOptions = {}): Frames {
  const query = { EIO: '4', transport: 'websocket', ...options.query };
  const socket = new WebSocket(engineUrl(server, query, options.path).replace(/^http/, 'ws'));
  socket.binaryType = 'arraybuffer';
  const packets: (string | Uint8Array)[] = [];
  const waiting: (() => void)[] = [];
  let code: number | null = null;
  const wakeAll = (): void => waiting.splice(0).forEach((wake) => wake());
  const ended = new Promise<number>((resolve) => {
    socket.addEventListener('close', (event) => {
      code = event.code;
      resolve(code);
      wakeAll();
    });
  });
  socket.addEventListener('error', () => {});
  socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (data === '2' && options.withPings !== true) return socket.send('3');
    packets.push(typeof data === 'string' ? data : new Uint8Array(data));
    wakeAll();
  });

  const next = async (): Promise<string | Uint8Array> => {
    const deadline = performance.now() + PACKET_MS;
    for (;;) {
      const packet = packets.shift();
      if (packet !== undefined) return packet;
      if (code !== null) throw new Error(`the connection ended with ${code} before a packet came`);
      const left = deadline - performance.now();
      if (left <= 0) throw new Error('no packet came');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  };

  return {
    send: (packet) => socket.send(packet),
    next,
    close: () => socket.close(),
    ended,
    [Symbol.dispose]: () => socket.close(),
  };
}

/** The same, with its `open` packet read. */
export async function openedFrames(server: string, options: FramesOptions = {}): Promise<Frames> {
  const frames = openFrames(server, options);
  const open = await frames.next();
  if (!String(open).startsWith('0{')) throw new Error(`no open packet came but ${String(open)}`);
  return frames;
}
