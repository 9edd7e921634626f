import { Skipped } from '../suite/skipped.ts';
import type { TalkResult } from './boundary.ts';

const BUSY_AT_MOST = 0.9;
/** Of a wait, the part that the generator may have added itself by reading late. */
const OWN_SHARE_AT_MOST = 0.5;
/** Shorter delays of its loop are the clock's. */
const LAG_FLOOR_MS = 5;

/** What the generator did itself, and the longest of the waits that it measured, but for one in a hundred. */
type Measuring = Pick<TalkResult, 'busy' | 'lagP99Ms' | 'p99'>;

/** Why a talk's figures say nothing of the server, since the generator was the limit; or null. */
export function whyNot({ busy, lagP99Ms, p99 }: Measuring): string | null {
  if (busy > BUSY_AT_MOST)
    return `its event loop was busy ${(busy * 100).toFixed(0)} % of the time`;
  if (lagP99Ms > LAG_FLOOR_MS && lagP99Ms > p99 * OWN_SHARE_AT_MOST) {
    return `its event loop was late by ${lagP99Ms.toFixed(0)} ms of the ${p99.toFixed(0)} ms that it measured`;
  }
  return null;
}

/** @throws where the generator was the limit. */
export function demandUnlimited(name: string, talk: Measuring): void {
  const reason = whyNot(talk);
  if (reason === null) return;
  throw new Skipped(
    `with ${name} the generator itself was the limit: ${reason}; run it again on a machine with less to do`,
  );
}

/** @throws where a delivery is missing or wrong, a send was refused, or a connection ended. */
export function demandFaultless(name: string, talk: TalkResult): void {
  const faults = (['missing', 'doubled', 'reordered', 'altered', 'refused', 'lost'] as const)
    .filter((fault) => talk[fault] > 0)
    .map((fault) => `${talk[fault]} ${fault}`);
  if (faults.length > 0) throw new Error(`${name}: ${faults.join(', ')}`);
}
