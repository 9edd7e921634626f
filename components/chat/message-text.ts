import { findMentions } from '@/components/mentions/mention-text';
import { splitLinks, type LinkPart } from '@/protocol/links';
import type { Mention } from '@/protocol/wire';

/** A stretch of a message: words, an address that may be opened, or a name that is mentioned. */
export type TextPart =
  LinkPart | { readonly type: 'mention'; readonly text: string; readonly mention: Mention };

/** Splits a message at its addresses and at whom it mentions. */
export const splitMessage = (content: string, mentions: readonly Mention[]): readonly TextPart[] =>
  splitLinks(content).flatMap((part) =>
    part.type === 'words' && mentions.length > 0 ? splitMentions(part.text, mentions) : [part],
  );

function splitMentions(text: string, mentions: readonly Mention[]): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { from, to, mention } of findMentions(text, mentions)) {
    if (from > end) parts.push({ type: 'words', text: text.slice(end, from) });
    parts.push({ type: 'mention', text: text.slice(from, to), mention });
    end = to;
  }
  if (end < text.length) parts.push({ type: 'words', text: text.slice(end) });
  return parts;
}

const EMOJI_ONLY =
  /^(?:(?:\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3|\p{Extended_Pictographic})(?:\ufe0f|\u200d|\p{Emoji_Modifier}|[\u{e0020}-\u{e007f}])*|\s)+$/u;
/** Longest message that is shown large, in UTF-16 units: about six emoji, joined ones included. */
const LARGE_MAX_UNITS = 40;

/** Whether a message is a few emoji and nothing else. */
export function isEmojiOnly(content: string): boolean {
  return content.length <= LARGE_MAX_UNITS && EMOJI_ONLY.test(content) && content.trim() !== '';
}
