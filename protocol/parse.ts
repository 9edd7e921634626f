import { z } from 'zod';

const unreadable = (): z.ZodError =>
  new z.ZodError([
    { code: 'custom', path: [], message: 'This can not be read.', input: undefined },
  ]);

/**
 * Reads what comes from outside: `safeParse`, but safe.
 *
 * Zod asks even what it has found to be no text for its length, and throws where that is an object
 * that is no number: `{ "length": { "valueOf": 1, "toString": 1 } }` is enough. Very deep values
 * may end its stack.
 */
export function parseGiven<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
): z.ZodSafeParseResult<z.output<Schema>> {
  try {
    return schema.safeParse(given);
  } catch {
    return { success: false, error: unreadable() as z.ZodError<z.output<Schema>> };
  }
}
