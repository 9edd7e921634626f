import type { FinalLog, SeenLine } from '../history.ts';
import type { CheckedLog } from './final-logs.ts';
import type { Texts } from './texts.ts';

type Entry = FinalLog['entries'][number];

interface Reading {
  readonly log: CheckedLog;
  readonly texts: Texts;
  /** Whether it is one of our clients, which shows messages as the history has them. */
  readonly isOurs: boolean;
}

/** Whether what a client saw at a place is what the log has there, or had before its text was taken away. */
export function isSameEntry(line: SeenLine, reading: Reading): boolean {
  const entry = reading.log.at(line.seq);
  return (
    entry !== undefined &&
    entry.kind === line.kind &&
    (line.messageId === undefined || line.messageId === entry.messageId) &&
    (line.author === undefined || line.author === (entry.person ?? entry.actorId)) &&
    (line.content === undefined || isTextOf(entry, { ...line, content: line.content }, reading))
  );
}

interface Read {
  readonly content: string;
  readonly at: number;
}

function isTextOf(entry: Entry, read: Read, reading: Reading): boolean {
  const { log, texts, isOurs } = reading;
  const messageId = entry.messageId ?? '';
  const isShown = isOurs && entry.kind === 'message';
  if (entry.isEmptied === true) {
    return entry.kind === 'message-edited'
      ? texts.isEdit(messageId, read.content)
      : wasTextOf(messageId, read, { texts, isShown });
  }
  if (read.content === entry.content) return true;
  return isShown && log.stateOf(messageId)?.texts.includes(read.content) === true;
}

/** Of a message that was deleted since. */
function wasTextOf(
  messageId: string,
  { content, at }: Read,
  { texts, isShown }: { readonly texts: Texts; readonly isShown: boolean },
): boolean {
  if (isShown && content === '') return texts.goneAskedAt(messageId) <= at;
  return (isShown && texts.isEdit(messageId, content)) || texts.isSent(messageId, content);
}
