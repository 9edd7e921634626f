import { countChars, cleanLine } from '../../protocol/text.ts';
import {
  PREVIEW_DESCRIPTION_MAX_CHARS,
  PREVIEW_TITLE_MAX_CHARS,
  type LinkPreview,
} from '../../protocol/previews.ts';
import { ask, type AskOptions } from './ask.ts';
import { readPageFacts } from './page-facts.ts';
import { PageRefused } from './page-refused.ts';
import { toPageText } from './page-text.ts';
import { readBody } from './read-body.ts';

const PAGE_MAX_BYTES = 512 * 1_024;
/** More marks on one letter stand over other lines. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

export type PreviewOptions = Omit<AskOptions, 'accept'>;

/**
 * Asks the page that a link leads to what it says of itself. A page with nothing but a title is enough.
 *
 * @throws {PageRefused}, or the connection's error.
 */
export async function makePreview(link: string, options: PreviewOptions): Promise<LinkPreview> {
  const accept = 'text/html, application/xhtml+xml';
  const { response } = await ask(link, { ...options, accept });
  const type = response.headers['content-type'] ?? '';
  if (!/^\s*(text\/html|application\/xhtml\+xml)\s*(;|$)/i.test(type)) {
    response.destroy();
    throw new PageRefused('bad-type');
  }
  const tag = String(response.headers['x-robots-tag'] ?? '');
  const { bytes } = await readBody(response, { maxBytes: PAGE_MAX_BYTES, isEnough: hasHead });
  const facts = readPageFacts(toPageText(bytes, type));
  if (facts.isNotShown || /\bnosnippet\b/i.test(tag)) throw new PageRefused('not-shown');
  const title = toLine(facts.title, PREVIEW_TITLE_MAX_CHARS);
  if (title === '') throw new PageRefused('nothing-to-show');
  const description = toLine(facts.description, PREVIEW_DESCRIPTION_MAX_CHARS);
  return {
    url: link,
    title,
    ...(description !== '' && description !== title && { description }),
  };
}

const hasHead = (latest: string): boolean => /<\/head[\s>]/i.test(latest);

/** One visible line of a page's words, cut where it is longer. */
function toLine(text = '', maxChars: number): string {
  const line = cleanLine(text.toWellFormed()).replace(/\s+/gu, ' ').replace(PILED_MARKS, '$1');
  return countChars(line) <= maxChars
    ? line
    : `${Array.from(line)
        .slice(0, maxChars - 1)
        .join('')
        .trimEnd()}…`;
}
