import type { ClientKind, JoinedPlace } from '../chat-socket.ts';
import { argsFor } from '../tell.ts';
import { bundle, encodeFrame, type Bundle, type Frame } from './frame.ts';
import type { Member } from './member.ts';
import { noticeOf } from './notice.ts';
import type { Recent } from './ring.ts';

/** Seals the places that a resuming client is at, so that it can bring them back. */
export type SealPlaces = (places: readonly JoinedPlace[]) => string;

/** An entry in a frame, as those are told of it who were told of `after` before. */
export interface Telling {
  readonly item: Recent;
  readonly after: number;
  readonly frame: Frame;
}

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

  /** What one who resumes in several rooms is sent: behind each notice stand the places of all; `null` for the others. */
  ownBundleOf(member: Member, tellings: readonly Telling[]): Bundle | null {
    if (member.kind !== 'resume' || member.socket.data.joined.size < 2) return null;
    if (tellings.length === 0) return null;
    return bundle(tellings.map(({ item, after }) => this.#ownFrameOf(member, item, after)));
  }

  #ownFrameOf({ socket, kind }: Member, { entry }: Recent, after: number): Frame {
    const notice = noticeOf(entry, kind, after);
    if (notice === null) throw new Error('of an entry that is told to nobody of this kind');
    const places = [...socket.data.joined.values()].map((place) =>
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
