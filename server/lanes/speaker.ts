import type { ClientKind, JoinedPlace } from '../chat-socket.ts';
import { argsFor } from '../tell.ts';
import { encodeFrame, type Frame } from './frame.ts';
import type { Member } from './member.ts';
import { noticeOf } from './notice.ts';
import type { Recent } from './ring.ts';

/** Seals the places that a resuming client is at, so that it can bring them back. */
export type SealPlaces = (places: readonly JoinedPlace[]) => string;

/** Puts entries into words and encodes them, once for all who get the same. */
export class Speaker {
  readonly #epoch: string;
  readonly #seal: SealPlaces;

  constructor(epoch: string, seal: SealPlaces) {
    this.#epoch = epoch;
    this.#seal = seal;
  }

  /** The frame for everybody of a kind who was told of `after` before; `null` where the kind is not told of the entry. */
  frameOf({ entry, frames }: Recent, kind: ClientKind, after: number): Frame | null {
    const known = frames[kind];
    if (known?.after === after) return known.frame;
    const notice = noticeOf(entry, kind, after);
    if (notice === null) return null;
    const { eventId, seq } = entry;
    const place =
      kind === 'resume' ? this.#seal([{ eventId, epoch: this.#epoch, cursor: seq }]) : null;
    const frame = encodeFrame(notice.name, argsFor(kind, notice.payload, place));
    frames[kind] = { after, frame };
    return frame;
  }

  /** The frame for one who resumes in several rooms: behind it stand the places of all; `null` for the others. */
  ownFrameOf({ socket, kind }: Member, { entry }: Recent, after: number): Frame | null {
    const { joined } = socket.data;
    if (kind !== 'resume' || joined.size < 2) return null;
    const notice = noticeOf(entry, kind, after);
    if (notice === null) return null;
    const places = [...joined.values()].map((place) =>
      place.eventId === entry.eventId ? { ...placeOf(place), cursor: entry.seq } : placeOf(place),
    );
    return encodeFrame(notice.name, argsFor(kind, notice.payload, this.#seal(places)));
  }

  /** The places of a socket as they are now. */
  placesOf({ socket }: Member): string {
    return this.#seal([...socket.data.joined.values()].map(placeOf));
  }
}

const placeOf = ({ eventId, epoch, cursor }: JoinedPlace): JoinedPlace => ({
  eventId,
  epoch,
  cursor,
});
