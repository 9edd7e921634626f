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
    if (type !== 'message' || isFrame(options)) return;
    for (const place of socket.data.joined.values()) {
      if (place instanceof Member) place.catchUp();
    }
  });
}
