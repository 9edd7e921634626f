import type { ClientKind } from '../chat-socket.ts';
import { BUNDLE_MAX_BYTES } from './frame.ts';
import type { Recent } from './ring.ts';
import type { Speaker, Telling } from './speaker.ts';

/** Where a reader of the log stands that is behind the others. */
export interface Behind {
  readonly kind: ClientKind;
  readonly cursor: number;
  readonly after: number;
  /** The entry with which its person's participation ends: neither that nor what is behind is for it. */
  readonly ending?: { readonly seq: number } | null;
}

/** What goes out in one piece, and where the reader stands with it. */
export interface Piece {
  readonly tellings: readonly Telling[];
  readonly cursor: number;
  readonly after: number;
}

/**
 * As many of the entries behind a reader's place as go out in one piece. A replay leaves nothing out: it is one
 * reader's, so that telling of everybody is no flood.
 */
export function takePiece(speaker: Speaker, items: readonly Recent[], reader: Behind): Piece {
  const tellings: Telling[] = [];
  let { cursor, after } = reader;
  let bytes = 0;
  for (const item of items) {
    const { seq } = item.entry;
    if (seq === reader.ending?.seq) break;
    const frame = speaker.frameOf(item, reader.kind, after);
    bytes += frame?.bytes.length ?? 0;
    if (tellings.length > 0 && bytes > BUNDLE_MAX_BYTES) break;
    cursor = seq;
    if (frame === null) continue;
    tellings.push({ item, after, frame });
    after = seq;
  }
  return { tellings, cursor, after };
}
