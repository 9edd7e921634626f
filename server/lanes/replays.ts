import { bundle, type Bundle } from './frame.ts';
import type { Member } from './member.ts';
import { takePiece, type Behind } from './piece.ts';
import type { Ring } from './ring.ts';
import type { Speaker } from './speaker.ts';

/** More goes out in several pieces, and at the reader's own speed. */
const MAX_ENTRIES = 32;
/** Different places that are remembered at once. */
const KEPT_MAX = 100;

interface Replay {
  /** `null`: its kind is told of nothing of it. */
  readonly bundle: Bundle | null;
  readonly after: number;
}

/**
 * Those who come back and lack so little that it goes out in one piece: put together once for all who lack
 * the same, as after a node's end, and sent at once, in one write with the answer to their join.
 */
export class Replays {
  readonly #ring: Ring;
  readonly #speaker: Speaker;
  /** By place, as what is kept is at {@link #version}; `null`: not in one piece. */
  readonly #known = new Map<string, Replay | null>();
  #version = -1;

  constructor(ring: Ring, speaker: Speaker) {
    this.#ring = ring;
    this.#speaker = speaker;
  }

  /** Sends a member all that it lacks; `false`: it has to follow at its own speed, and was sent nothing. */
  send(member: Member): boolean {
    const { kind, ending, socket } = member;
    // One is sent no more than its participation lasted, the other has frames of its own.
    if (ending !== null || (kind === 'resume' && socket.data.joined.size > 1)) return false;
    const replay = this.#after(member);
    if (replay === null || !member.outlet.sendAlong(replay.bundle)) return false;
    member.standAt(this.#ring.head, replay.after);
    return true;
  }

  #after(reader: Behind): Replay | null {
    const { version } = this.#ring;
    if (version !== this.#version || this.#known.size >= KEPT_MAX) this.#known.clear();
    this.#version = version;
    const key = `${reader.kind} ${reader.cursor} ${reader.after}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const replay = this.#encode(reader);
    this.#known.set(key, replay);
    return replay;
  }

  #encode(reader: Behind): Replay | null {
    const { head } = this.#ring;
    const items = this.#ring.after(reader.cursor, MAX_ENTRIES);
    if (items === null || head - reader.cursor > MAX_ENTRIES) return null;
    const { kind, cursor, after } = reader;
    const piece = takePiece(this.#speaker, items, { kind, cursor, after });
    if (piece.cursor !== head) return null;
    const frames = piece.tellings.map(({ frame }) => frame);
    return { bundle: frames.length === 0 ? null : bundle(frames), after: piece.after };
  }
}
