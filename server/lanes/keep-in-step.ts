import type { ChatSocket } from '../chat-socket.ts';
import { isFrame } from './frame.ts';
import { Member } from './member.ts';

interface Packet {
  readonly type: string;
  readonly options?: unknown;
}

/**
 * Sends a socket what its rooms hold back for their window before anything else goes to it, so that
 * no answer and no other notice overtakes entries that were there before. Pings stand for nothing, and wait
 * for nothing.
 */
export function keepInStep(socket: ChatSocket): void {
  socket.conn.on('packetCreate', ({ type, options }: Packet) => {
    if (type === 'message' && !isFrame(options)) catchUp(socket);
  });
}

/** Sends a socket what its rooms hold back. Before its places are sealed: what goes out meanwhile must not be behind them. */
export function catchUp(socket: ChatSocket): void {
  for (const place of socket.data.joined.values()) {
    if (place instanceof Member) place.catchUp();
  }
}
