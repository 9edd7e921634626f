import type { FinalLog } from '../history.ts';
import type { Court } from './court.ts';
import type { MessageState } from './message-states.ts';
import type { CheckedLog } from './final-logs.ts';

type Message = FinalLog['messages'][number];

/**
 * K4: the current messages, which history and search read, say what the log's messages and their changes add up to,
 * and what an edited message said before is kept.
 *
 * @returns how many places are wrong.
 */
export function checkMessages(log: FinalLog, checked: CheckedLog, court: Court): number {
  const { eventId } = log;
  let wrong = 0;
  const check: Check = (is, seq, what) => {
    if (!court.check('K4', is, () => ({ what, eventId, seq }))) wrong += 1;
  };
  checkRows(log, checked, check);
  checkVersions(log, checked, check);
  checkPlaces(log, checked, check);
  return wrong;
}

type Check = (is: boolean, seq: number, what: string) => void;

function checkRows({ messages }: FinalLog, { states }: CheckedLog, check: Check): void {
  const current = new Map(messages.map((message) => [message.id, message]));
  for (const [id, state] of states) {
    const isSame = saysSame(current.get(id), state);
    current.delete(id);
    check(isSame, state.seq, 'the history has another message than the log, or none');
  }
  for (const { id, seq } of current.values()) {
    check(false, seq, `the history has a message that the log does not have: ${id}`);
  }
}

function checkVersions(log: FinalLog, { states }: CheckedLog, check: Check): void {
  const earlier = versionsOf(log);
  for (const [id, { seq, texts, deletedAt }] of states) {
    if (deletedAt !== null) continue;
    const isKept = sameTexts(earlier.get(id) ?? [], texts.slice(0, -1));
    check(isKept, seq, 'what a message said before is not what is kept of it');
  }
}

/** Changes where there is something to be changed, and no text lost without one. */
function checkPlaces({ entries }: FinalLog, { states }: CheckedLog, check: Check): void {
  for (const [, { misplaced }] of states) {
    for (const seq of misplaced) check(false, seq, 'a change of a message after its deletion');
  }
  for (const seq of states.orphans) check(false, seq, 'a change of a message that is not there');
  for (const { seq, isEmptied, messageId } of entries) {
    if (isEmptied !== true) continue;
    const isDeleted = states.of(messageId ?? '')?.deletedAt != null;
    check(isDeleted, seq, 'an entry lost its text, and its message was not deleted');
  }
}

/** What a deleted message still says is K10. */
function saysSame(message: Message | undefined, { seq, texts, deletedAt }: MessageState): boolean {
  if (message === undefined || message.seq !== seq) return false;
  const isDeleted = deletedAt !== null;
  if ((message.isDeleted ?? false) !== isDeleted) return false;
  return isDeleted || message.content === texts.at(-1);
}

function versionsOf({ versions = [] }: FinalLog): ReadonlyMap<string, readonly string[]> {
  const byMessage = new Map<string, string[]>();
  for (const { messageId, content } of versions) {
    byMessage.set(messageId, [...(byMessage.get(messageId) ?? []), content]);
  }
  return byMessage;
}

const sameTexts = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && String(some.toSorted()) === String(others.toSorted());
