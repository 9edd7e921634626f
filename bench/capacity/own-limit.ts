import type { TalkResult } from '../generator/boundary.ts';
import { whyNot } from '../generator/trust.ts';

/** Why a figure may be higher, where not the server but the generator was the limit; or null. */
export function ownLimit(talk: TalkResult): string | null {
  const reason = whyNot(talk);
  return reason === null ? null : `the generator was the limit: ${reason}`;
}
