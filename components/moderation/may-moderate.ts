import type { Role } from '@/protocol/wire';

/** What one's role lets one do to somebody of another; the server has the last word, by the same rules. */
export interface MayModerate {
  /** Mute, remove, ban. */
  readonly act: boolean;
  readonly appoint: boolean;
}

const RANKS: Readonly<Record<Role, number>> = { organiser: 2, moderator: 1, participant: 0 };

export const moderates = (role: Role | undefined): boolean =>
  role !== undefined && role !== 'participant';

export const mayModerate = (own: Role | undefined, other: Role): MayModerate => {
  const act = own !== undefined && RANKS[own] > RANKS[other];
  return { act, appoint: act && own === 'organiser' };
};
