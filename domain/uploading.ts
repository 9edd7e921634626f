import type { ProtocolError } from '../protocol/errors.ts';
import type { Facts } from './facts.ts';
import { refuseActor } from './refuse-actor.ts';
import { refuseRewording } from './refuse-speaking.ts';

/**
 * Why somebody uploads nothing to an event now; `null`: they may. As for a message, but that a wait of slow mode does
 * not count: by the time that the file is there it may be over.
 */
export const refuseUpload = (
  facts: Pick<Facts, 'account' | 'participation' | 'mode' | 'now'>,
): ProtocolError | null => refuseActor(facts) ?? refuseRewording(facts);
