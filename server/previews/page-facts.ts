import { Parser } from 'htmlparser2';

/** What a page says of itself, as it says it. */
export interface PageFacts {
  readonly title?: string;
  readonly description?: string;
  /** It asks not to be quoted. */
  readonly isNotShown: boolean;
}

/** Elements within each other; pages that people read have some dozens. */
const DEPTH_MAX = 256;
/** Far more than is shown, and little to keep. */
const VALUE_MAX_UNITS = 4_000;

/**
 * Reads what a page's head says of it. Nothing is run, nothing fetched, and no tree is made: what is nested deeper than
 * any page is where the reading ends, and it takes no more time than the text is long.
 */
export function readPageFacts(html: string): PageFacts {
  const page = new Head();
  const parser = new Parser({
    onopentag(name, attributes) {
      if (!page.open(name, attributes)) parser.pause();
    },
    ontext: (text) => page.say(text),
    onclosetag: (name) => page.close(name),
  });
  parser.write(html);
  return page.facts();
}

class Head {
  readonly #meta = new Map<string, string>();
  #depth = 0;
  #title = '';
  #isInTitle = false;
  #hasTitle = false;

  /** @returns false where nothing after it is to be read. */
  open(name: string, attributes: Readonly<Record<string, string>>): boolean {
    this.#depth += 1;
    if (name === 'meta') this.#tell(attributes);
    // The first one is the page's: pictures that are drawn in a page have titles too.
    if (name === 'title') this.#isInTitle = !this.#hasTitle;
    return this.#depth <= DEPTH_MAX;
  }

  say(text: string): void {
    if (this.#isInTitle && this.#title.length < VALUE_MAX_UNITS) this.#title += text;
  }

  close(name: string): void {
    this.#depth -= 1;
    if (name !== 'title') return;
    this.#isInTitle = false;
    this.#hasTitle = true;
  }

  facts(): PageFacts {
    const title = this.#first('og:title', 'twitter:title') ?? this.#title;
    const description = this.#first('og:description', 'twitter:description', 'description');
    const isNotShown = /\bnosnippet\b/i.test(this.#first('robots') ?? '');
    return {
      title: title.slice(0, VALUE_MAX_UNITS),
      ...(description !== undefined && { description }),
      isNotShown,
    };
  }

  #tell({ property, name, content }: Readonly<Record<string, string>>): void {
    const key = (property ?? name)?.trim().toLowerCase();
    if (key === undefined || content === undefined || content.trim() === '') return;
    if (!this.#meta.has(key)) this.#meta.set(key, content.slice(0, VALUE_MAX_UNITS));
  }

  #first(...names: readonly string[]): string | undefined {
    return names.map((name) => this.#meta.get(name)).find((value) => value !== undefined);
  }
}
