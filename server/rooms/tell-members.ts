import type { Notice, NoticeName } from '../../protocol/wire.ts';
import type { ClientKind } from '../chat-socket.ts';
import { bundle, encodeFrame, type Bundle } from '../lanes/frame.ts';
import type { Member } from '../lanes/member.ts';
import { connectionOf } from '../lanes/outlet.ts';
import { argsFor } from '../tell.ts';

export interface Audience {
  readonly kinds: readonly ClientKind[];
  /** A person who is not told, on none of their devices. */
  readonly except?: string;
  /** Those who are told; left out: all. */
  readonly only?: (member: Member) => boolean;
}

/** Tells a room's members on this node something that is no entry of its log. */
export type TellMembers = <N extends NoticeName>(
  audience: Audience,
  name: N,
  payload: Notice<N>,
) => void;

/**
 * Tells those members whose participation has not ended something that is no entry of the log:
 * encoded once for each kind of client, and one write for each socket, after what its lane holds back.
 */
export function tellMembers(
  members: Iterable<Member>,
  { kinds, except, only }: Audience,
  [name, payload]: readonly [name: string, payload: unknown],
): void {
  const bundles = new Map<ClientKind, Bundle>();
  for (const kind of kinds) bundles.set(kind, bundle([encodeFrame(name, argsFor(kind, payload))]));
  for (const member of members) {
    const notice = bundles.get(member.kind);
    if (notice === undefined || member.ending !== null) continue;
    if (member.socket.data.user.id === except) continue;
    if (only?.(member) === false) continue;
    member.catchUp();
    if (!member.outlet.send(notice)) waitInLine(member, notice);
  }
}

/** A reader that takes nothing now gets it with the rest, as any other notice. */
function waitInLine({ socket }: Member, { frames }: Bundle): void {
  for (const { packet, options } of frames) connectionOf(socket).write(packet, options);
}
