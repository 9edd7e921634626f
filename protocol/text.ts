import { z } from 'zod';

/** C0 and C1 control characters; the line feed is text, the rest is not. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;

/** Unicode's formatting characters that reverse or hide text; fit for attacks in a name. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Length in Unicode code points: one for 😀, two for a letter with a combining accent. */
export function countChars(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

const cleanLines = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(CONTROL, '').normalize('NFC').trim();

/** One visible line: names and titles, where a hidden or reversed character could imitate another. */
export const cleanLine = (text: string): string =>
  cleanLines(text.replace(/[\n\r\t]+/g, ' ').replace(INVISIBLE, ''));

interface TextRule {
  /** The field in a sentence for the person who typed it: "A message". */
  readonly name: string;
  readonly minChars: number;
  readonly maxChars: number;
}

const bounded = (rule: TextRule, clean: (text: string) => string) =>
  z
    .string({ error: `${rule.name} must be text.` })
    .refine((text) => text.isWellFormed(), `${rule.name} holds broken Unicode.`)
    .transform(clean)
    .refine(
      (text) => countChars(text) >= rule.minChars,
      rule.minChars === 1
        ? `${rule.name} can't be empty.`
        : `${rule.name} needs at least ${rule.minChars} characters.`,
    )
    .refine(
      (text) => countChars(text) <= rule.maxChars,
      `${rule.name} can have at most ${rule.maxChars.toLocaleString('en')} characters.`,
    );

/**
 * Text of several lines, counted in code points after trimming and NFC.
 * Control characters are dropped, lone surrogates refused.
 */
export const paragraphs = (rule: TextRule) => bounded(rule, cleanLines);

/** Text of one line; characters that hide or reverse others are dropped too. */
export const line = (rule: TextRule) => bounded(rule, cleanLine);
