import { splitLinks } from '../../../../protocol/links.ts';
import { markup, type Markup } from './markup.ts';

/** A text with its web addresses as links; everything else stays text, whatever it looks like. */
export const withLinks = (text: string): readonly (string | Markup)[] =>
  splitLinks(text).map((part) =>
    part.type === 'words'
      ? part.text
      : markup`<a href="${part.url}" rel="noopener noreferrer nofollow ugc" dir="ltr">${part.text}</a>`,
  );
