import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { z } from 'zod';

import { Id } from '../../protocol/wire.ts';
import type { JoinedPlace } from '../chat-socket.ts';

/** Changes whenever what is sealed changes its form; older seals are then refused. */
const VERSION = '1';
/** 128 bits: not to be guessed, and short behind each notice. */
const SEAL_BYTES = 16;
const NONCE_BYTES = 12;
/** Longer than any offset of ours; refused before any work is done on it. */
const OFFSET_MAX_CHARS = 4_096;
const PLACES_MAX = 20;

const Place = z
  .tuple([Id, z.string().regex(/^[0-9a-f-]{36}$/), z.string().regex(/^\d{1,15}$/)])
  .transform(([eventId, epoch, cursor]): JoinedPlace => ({
    eventId,
    epoch,
    cursor: Number(cursor),
  }));

/** Seals and opens what an unmodified Socket.IO client keeps for us between two connections. */
export interface Sealer {
  /**
   * Where a socket is in its rooms, as text that it can neither read more from nor change: it names
   * no person, so that all sockets at one place get the same.
   */
  readonly sealPlaces: (places: readonly JoinedPlace[]) => string;
  /** The places of an offset of ours; `null` where it is not one. Anything may be handed in. */
  readonly openPlaces: (offset: unknown) => readonly JoinedPlace[] | null;
  /** A new name for a connection that may be resumed, by this person only. */
  readonly newPid: (userId: string) => string;
  /** Whether it is a name that this person was given. */
  readonly isPidOf: (pid: unknown, userId: string) => pid is string;
}

/** All nodes with the same secret open each other's seals. */
export function createSealer(secret: string): Sealer {
  const key = createHmac('sha256', secret).update('hallway resume').digest();
  const seal = (purpose: string, text: string): string =>
    createHmac('sha256', key)
      .update(`${purpose} ${text}`)
      .digest()
      .subarray(0, SEAL_BYTES)
      .toString('base64url');
  const isSealOf = (given: string, purpose: string, text: string): boolean => {
    const expected = Buffer.from(seal(purpose, text));
    const actual = Buffer.from(given);
    return actual.length === expected.length && timingSafeEqual(actual, expected);
  };

  return {
    sealPlaces(places) {
      const text = [VERSION, ...places.map(toText)].join(',');
      return `${text}.${seal('places', text)}`;
    },
    openPlaces(offset) {
      if (typeof offset !== 'string' || offset.length > OFFSET_MAX_CHARS) return null;
      const end = offset.lastIndexOf('.');
      const text = offset.slice(0, Math.max(0, end));
      if (!isSealOf(offset.slice(end + 1), 'places', text)) return null;
      const [version, ...parts] = text.split(',');
      if (version !== VERSION || parts.length > PLACES_MAX) return null;
      return z.array(Place).safeParse(parts.map((part) => part.split(':'))).data ?? null;
    },
    newPid(userId) {
      const nonce = randomBytes(NONCE_BYTES).toString('base64url');
      return `${nonce}.${seal('pid', `${nonce} ${userId}`)}`;
    },
    isPidOf(pid, userId): pid is string {
      if (typeof pid !== 'string' || pid.length > OFFSET_MAX_CHARS) return false;
      const [nonce = '', given = '', ...more] = pid.split('.');
      return more.length === 0 && isSealOf(given, 'pid', `${nonce} ${userId}`);
    },
  };
}

const toText = ({ eventId, epoch, cursor }: JoinedPlace): string => `${eventId}:${epoch}:${cursor}`;
