import type { z } from 'zod';

/** A page's end as an opaque text for the client, to be given back unchanged. */
export const toCursor = (position: unknown): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** Reads a cursor; undefined where it is none of ours, or of another list. */
export function readCursor<Position>(
  schema: z.ZodType<Position>,
  cursor: string,
): Position | undefined {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return schema.safeParse(position).data;
  } catch {
    return undefined;
  }
}
