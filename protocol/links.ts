/** A stretch of a text: words, or an address that may be opened. */
export type LinkPart =
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly url: string };

/** The longest address that a preview is made of, in UTF-16 units. */
export const LINK_MAX_CHARS = 2_000;

const CANDIDATE = /https?:\/\/[^\s<>"'`]+/giu;
const TRAILING = /[.,;:!?…\]}]+$/u;

/**
 * Splits a message at its addresses. Only http and https, only what parses as a URL;
 * punctuation that ends the sentence stays outside, as does a bracket that was not opened inside.
 */
export function splitLinks(content: string): readonly LinkPart[] {
  const parts: LinkPart[] = [];
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

/** The address that a message's preview is of: its first; `null` where it has none, or one that no page is asked for at. */
export function previewedLink(content: string): string | null {
  const first = splitLinks(content).find((part) => part.type === 'link');
  if (first === undefined || first.url.length > LINK_MAX_CHARS) return null;
  const { username, password } = new URL(first.url);
  return username === '' && password === '' ? first.url : null;
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
