/** Text that may stand in a page as it is. Only `markup` makes it, and it escapes whatever is put in. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Part = Markup | string | number | null | readonly Part[];

/** A piece of a page. Strings put into it are text, never markup; `null` is nothing. */
export const markup = (pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(
    pieces.reduce((text, piece, index) => text + written(parts[index - 1] ?? null) + piece),
  );

const written = (part: Part): string => {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(written).join('');
  return escaped(String(part));
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  text
    // Characters that no page may hold, or that turn the direction of what follows.
    .replaceAll(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, (character) =>
      character === '\n' ? '\n' : '\u{fffd}',
    )
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
