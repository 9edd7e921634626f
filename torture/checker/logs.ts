import type { FinalLog } from '../history.ts';
import type { Court } from './court.ts';

/**
 * K4: a log has the places 1, 2, 3 … to its head, each once.
 *
 * @returns how many places are wrong.
 */
export function checkLog(log: FinalLog, court: Court): number {
  const { eventId, head, entries } = log;
  let wrong = 0;
  const check = (is: boolean, what: string, seq?: number): void => {
    const violation = { what, eventId, ...(seq !== undefined && { seq }) };
    if (!court.check('K4', is, () => violation)) wrong += 1;
  };
  let expected = 0;
  for (const { seq } of entries) {
    expected += 1;
    check(
      seq === expected,
      `place ${expected} is missing or stands twice: ${seq} comes there`,
      seq,
    );
    expected = seq;
  }
  check(expected === head, `the head says ${head}, and the last entry is ${expected}`);
  return wrong;
}
