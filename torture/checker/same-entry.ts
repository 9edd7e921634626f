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

function isTextOf(
  entry: Entry,
  { content, at }: { readonly content: string; readonly at: number },
  { log, texts, isOurs }: Reading,
): boolean {
  const messageId = entry.messageId ?? '';
  const isShown = isOurs && entry.kind === 'message';
  if (entry.isEmptied !== true) {
    const isLater = isShown && log.stateOf(messageId)?.texts.includes(content) === true;
    return isLater || content === entry.content;
  }
  if (entry.kind === 'message-edited') return texts.isEdit(messageId, content);
  if (isShown && content === '') return texts.goneAskedAt(messageId) <= at;
  return (isShown && texts.isEdit(messageId, content)) || texts.isSent(messageId, content);
}
