import type { SearchResult } from '@/protocol/search';

export interface ResultPart {
  readonly text: string;
  readonly isFound: boolean;
}

/** So much of a message is shown before what was found in it, and so much in all, in UTF-16 units. */
const BEFORE_UNITS = 60;
const SHOWN_UNITS = 240;

/** A message in parts, those that were found and those between; a long one without what is far from them. */
export function resultParts({ message, ranges }: SearchResult): readonly ResultPart[] {
  const { content } = message;
  const first = ranges[0]?.[0] ?? 0;
  const start = content.length <= SHOWN_UNITS ? 0 : wordStart(content, first - BEFORE_UNITS);
  const end = Math.min(content.length, start + SHOWN_UNITS);
  const parts: ResultPart[] = [];
  const add = (from: number, to: number, isFound: boolean): void => {
    const text = content.slice(Math.max(from, start), Math.min(to, end));
    if (text !== '') parts.push({ text, isFound });
  };
  let at = start;
  for (const [from, to] of ranges) {
    add(at, from, false);
    add(from, to, true);
    at = Math.max(at, to);
  }
  add(at, content.length, false);
  if (start > 0) parts.unshift({ text: '… ', isFound: false });
  if (end < content.length) parts.push({ text: ' …', isFound: false });
  return parts;
}

/** The start of the word at a place, or the place where it is far. */
function wordStart(content: string, place: number): number {
  if (place <= 0) return 0;
  const space = content.indexOf(' ', place);
  return space === -1 || space > place + BEFORE_UNITS / 2 ? place : space + 1;
}
