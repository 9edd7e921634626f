/** Text that may stand in a page as it is. Only templates make it, which escape whatever is put in. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Part = Markup | string | number | null | undefined | false | readonly Part[];

export type Template = (pieces: TemplateStringsArray, ...parts: readonly Part[]) => Markup;

/**
 * A template for pieces of a page. Strings put into it are text, never markup, wherever they stand in text or in a quoted
 * attribute; `null`, `undefined` and `false` are nothing. Not named `html`: formatters would close what a piece leaves open.
 *
 * @param clean takes out of a text what the page may not hold.
 */
export function createTemplate(clean: (text: string) => string): Template {
  const written = (part: Part): string => {
    if (part === null || part === undefined || part === false) return '';
    if (part instanceof Markup) return part.text;
    if (typeof part === 'object') return part.map(written).join('');
    return escaped(clean(String(part)));
  };
  return (pieces, ...parts) =>
    new Markup(
      pieces.reduce((text, piece, index) => text + written(parts[index - 1] ?? null) + piece),
    );
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
