import type { Notice, NoticeName } from '../protocol/wire.ts';
import type { ChatSocket, ClientKind } from './chat-socket.ts';

/**
 * What stands behind a notice to a client that resumes where the notice has no place: Socket.IO's
 * client takes a last argument that is text for its place, as it would the seed's bare user id.
 */
const NO_PLACE = null;

/** The arguments of a notice to this kind of client. */
export const argsFor = (
  kind: ClientKind,
  payload: unknown,
  place: string | null = NO_PLACE,
): readonly unknown[] => (kind === 'resume' ? [payload, place] : [payload]);

type Emit = (name: string, ...args: readonly unknown[]) => unknown;

/** Tells one socket something that is no entry of a log, or that carries its place. */
export function tellSocket<N extends NoticeName>(
  socket: ChatSocket,
  name: N,
  payload: Notice<N>,
  place: string | null = NO_PLACE,
): void {
  // The trailing place is Socket.IO's own habit and not in the contract's types.
  const emit: Emit = socket.emit.bind(socket) as unknown as Emit;
  emit(name, ...argsFor(socket.data.kind, payload, place));
}
