import type { Stretch } from '@/lib/emoji/shortcode';

/** What may take the place of what is being typed. */
export interface Choice {
  readonly key: string;
  /** What it looks like beside its words: an emoji, or somebody's picture. */
  readonly lead:
    | { readonly kind: 'text'; readonly text: string }
    | {
        readonly kind: 'person';
        readonly userId: string;
        readonly name: string;
        readonly image?: string | undefined;
      };
  readonly words: string;
  /** Remembers that it was taken; the text that stands there then. */
  readonly take: () => string;
}

/** What is being typed that something else may take the place of. */
export interface Typed extends Stretch {
  readonly name: string;
}

/** Something to choose from while one types. */
export interface Choices {
  /** What the list is of, for who can't see it. */
  readonly label: string;
  readonly typed: Typed | null;
  readonly choices: readonly Choice[];
}
