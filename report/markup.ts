import { createTemplate } from '../lib/server/markup.ts';

export { Markup, type Part } from '../lib/server/markup.ts';

/** A piece of a page, with a sign in place of what no page may hold, or what turns the direction of what follows. */
export const markup = createTemplate((text) =>
  text.replaceAll(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, (character) =>
    character === '\n' ? '\n' : '\u{fffd}',
  ),
);
