import type { FinalLog } from '../history.ts';
import type { Court } from './court.ts';

/**
 * K4: a log has the places 1, 2, 3 … to its head, each once, and the current messages, which history
 * and search read, say what the log says.
 * K10: a body that was taken away is nowhere. Nothing can be deleted yet, so nothing is looked at.
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
  return wrong + checkMessages(log, court);
}

function checkMessages({ eventId, entries, messages }: FinalLog, court: Court): number {
  const current = new Map(messages.map((message) => [message.id, message]));
  let wrong = 0;
  for (const { kind, seq, messageId, content } of entries) {
    if (kind !== 'message') continue;
    const message = current.get(messageId ?? '');
    current.delete(messageId ?? '');
    const is = message?.seq === seq && message.content === content;
    const what = `the history has another message than the log, or none`;
    if (!court.check('K4', is, () => ({ what, eventId, seq }))) wrong += 1;
  }
  for (const { id, seq } of current.values()) {
    wrong += 1;
    const what = `the history has a message that the log does not have: ${id}`;
    court.check('K4', false, () => ({ what, eventId, seq }));
  }
  return wrong;
}
