import type { Notice, NoticeName } from '../protocol/wire.ts';
import type { ChatServer } from './chat-socket.ts';
import type { Connections } from './connections.ts';
import { tellSocket } from './tell.ts';

interface Devices {
  readonly io: ChatServer;
  readonly connections: Connections;
}

/** Tells all of a person's devices on this node that are clients of ours, whatever rooms they have joined. */
export function tellPerson<N extends NoticeName>(
  { io, connections }: Devices,
  userId: string,
  name: N,
  payload: Notice<N>,
): void {
  for (const id of connections.ofPerson(userId)) {
    const socket = io.of('/').sockets.get(id);
    if (socket?.data.kind === 'v1') tellSocket(socket, name, payload);
  }
}
