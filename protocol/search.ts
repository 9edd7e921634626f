import { z } from 'zod';

import { Time } from './given-time.ts';
import { EventMessage, Id } from './wire.ts';

/** Length of what is searched for, in UTF-16 units. */
export const SEARCH_MAX_CHARS = 200;
export const SEARCH_MAX_ROWS = 50;
export const SEARCH_DEFAULT_ROWS = 20;

/** `GET /api/search` and `GET /api/events/:eventId/search`: words, a person or files at least. */
export const SearchQuery = z
  .object({
    /** Words, and phrases in quotes; a message has to have all of them, in its text or the names of its files. */
    query: z.string().max(SEARCH_MAX_CHARS).default(''),
    /** Only what people with this name wrote; its beginning is enough. */
    from: z.string().max(SEARCH_MAX_CHARS).optional(),
    /** Only what this person wrote. */
    userId: Id.optional(),
    /** Only what was written at this time or later. */
    since: Time.optional(),
    /** Only what was written before this time. */
    until: Time.optional(),
    /** `file`: only messages that bring files. */
    has: z.enum(['file'], '`has` is file.').optional(),
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(SEARCH_MAX_ROWS).default(SEARCH_DEFAULT_ROWS),
  })
  .refine(
    ({ query, from, userId, has }) =>
      [query, from, userId, has].some((given) => (given ?? '').trim() !== ''),
    'Say what to search for: words, a person, or `has=file`.',
  );
export type SearchQuery = z.output<typeof SearchQuery>;

export const SearchResult = z.object({
  message: EventMessage,
  eventTitle: z.string(),
  /** What to highlight of the message's text: UTF-16 units from the first up to, not including, the second. */
  ranges: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])),
});
export type SearchResult = z.output<typeof SearchResult>;

/** The newest first. A page may be short, and even empty, and still have one that follows it. */
export const SearchPage = z.object({
  results: z.array(SearchResult),
  nextCursor: z.string().nullable(),
  /** Nothing has what was searched for; these have words that differ from it by few letters. */
  isSimilar: z.boolean(),
  /** Much that was written, as before an update of the server, can't be found yet. */
  isIndexing: z.boolean(),
});
export type SearchPage = z.output<typeof SearchPage>;
