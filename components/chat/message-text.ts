/** A stretch of a message: words, or an address that may be opened. */
export type TextPart =
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly url: string };

const CANDIDATE = /https?:\/\/[^\s<>"'`]+/giu;
const TRAILING = /[.,;:!?…\]}]+$/u;

/**
 * Splits a message at its addresses. Only http and https, only what parses as a URL;
 * punctuation that ends the sentence stays outside, as does a bracket that was not opened inside.
 */
export function splitLinks(content: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of content.matchAll(CANDIDATE)) {
    const text = trimAddress(match[0]);
    const url = toWebUrl(text);
    if (url === null) continue;
    if (match.index > from) parts.push({ type: 'words', text: content.slice(from, match.index) });
    parts.push({ type: 'link', text, url });
    from = match.index + text.length;
  }
  if (from < content.length) parts.push({ type: 'words', text: content.slice(from) });
  return parts;
}

function trimAddress(candidate: string): string {
  let text = candidate.replace(TRAILING, '');
  while (text.endsWith(')') && text.split(')').length > text.split('(').length) {
    text = text.slice(0, -1).replace(TRAILING, '');
  }
  return text;
}

/** The address in full where it is one that may be opened: `http` or `https`. */
export function toWebUrl(text: string): string | null {
  try {
    const url = new URL(text);
    const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
    return isWeb && url.hostname !== '' ? url.href : null;
  } catch {
    return null;
  }
}

const EMOJI_ONLY =
  /^(?:(?:\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3|\p{Extended_Pictographic})(?:\ufe0f|\u200d|\p{Emoji_Modifier}|[\u{e0020}-\u{e007f}])*|\s)+$/u;
/** Longest message that is shown large, in UTF-16 units: about six emoji, joined ones included. */
const LARGE_MAX_UNITS = 40;

/** Whether a message is a few emoji and nothing else. */
export function isEmojiOnly(content: string): boolean {
  return content.length <= LARGE_MAX_UNITS && EMOJI_ONLY.test(content) && content.trim() !== '';
}
