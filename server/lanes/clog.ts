import type { ChatSocket } from '../chat-socket.ts';
import { connectionOf } from './outlet.ts';
import { StraightLine } from './straight-line.ts';

/** How often a connection that stands still is looked at: at first, and in the end. */
const LOOK_MIN_MS = 10;
const LOOK_MAX_MS = 400;

const waitingOf = (socket: ChatSocket): number => connectionOf(socket).writeBuffer.length;

/** Text that waits to be sent, in the process and not in the kernel, in bytes or a little less. */
export function backlogBytes(socket: ChatSocket): number {
  const { writeBuffer, transport } = connectionOf(socket);
  const waiting = writeBuffer.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
  // oxlint-disable-next-line no-underscore-dangle -- ws has no public name for it
  const stream = transport.socket?._socket;
  const straight = stream ? StraightLine.of(stream).waitingBytes : 0;
  return waiting + straight + (transport.socket?.bufferedAmount ?? 0);
}

/** Resolves when nothing waits on the connection any more; `false` if that did not come in this time, or it ended. */
export async function drained(socket: ChatSocket, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  let waitMs = LOOK_MIN_MS;
  while (socket.connected && performance.now() < deadline) {
    if (waitingOf(socket) === 0) return true;
    await nextDrain(socket, waitMs);
    waitMs = Math.min(LOOK_MAX_MS, waitMs * 2);
  }
  return socket.connected && waitingOf(socket) === 0;
}

/** The next time that the connection hands packets to its transport, or a moment later. */
function nextDrain({ conn }: ChatSocket, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      conn.off('drain', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    conn.once('drain', done);
  });
}
