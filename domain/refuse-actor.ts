import type { ProtocolError } from '../protocol/errors.ts';
import type { Facts } from './facts.ts';
import { noAccount } from './refusals.ts';
import { notTakingPart, takesPart } from './rights.ts';

/** Why somebody says nothing in an event's chat, nor changes what was said; `null`: they may. */
export function refuseActor({
  account,
  participation,
}: Pick<Facts, 'account' | 'participation'>): ProtocolError | null {
  if (account === null) return noAccount;
  return takesPart(participation) ? null : notTakingPart(participation, 'write in its chat');
}
