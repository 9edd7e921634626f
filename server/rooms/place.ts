import type { ResumeMode } from '../../protocol/wire.ts';
import type { ClientKind } from '../chat-socket.ts';
import { LAG_MAX_ENTRIES } from '../lanes/laggards.ts';

/** A longer absence is not replayed: one page of the history is quicker for both sides. */
const REPLAY_MAX_ENTRIES = 500;
/** A client that can't fetch the history by itself has nothing but the replay. */
const RESUME_MAX_ENTRIES = LAG_MAX_ENTRIES;

/** How many entries this kind of client may have missed and still be sent them. */
export const replayMaxOf = (kind: ClientKind): number =>
  kind === 'resume' ? RESUME_MAX_ENTRIES : REPLAY_MAX_ENTRIES;

/** Where a client says that it is. */
export interface ClaimedPlace {
  readonly afterSeq?: number | undefined;
  readonly epoch?: string | undefined;
}

export interface LogPlace {
  readonly epoch: string;
  /** The last entry. */
  readonly head: number;
  /** Entries after this one can be replayed. */
  readonly minSeq: number;
}

/**
 * How a log goes on from where a client says that it is.
 *
 * Never `live` or `replay` where that would leave something out: a place of another log, one that
 * the log has not reached, or one from before its first entry that can be replayed is a `resync`.
 */
export function resumeMode(
  { afterSeq, epoch }: ClaimedPlace,
  { epoch: current, head, minSeq }: LogPlace,
  maxEntries: number,
): ResumeMode {
  if (afterSeq === undefined) return 'live';
  if (epoch !== undefined && epoch !== current) return 'resync';
  if (afterSeq === head) return 'live';
  const isReachable = afterSeq < head && afterSeq >= minSeq && head - afterSeq <= maxEntries;
  return isReachable ? 'replay' : 'resync';
}
