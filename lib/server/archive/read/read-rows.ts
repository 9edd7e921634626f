import type { z } from 'zod';

import { ArchiveRefused } from './refused.ts';

/** Rows that are taken in at once. */
const BATCH_ROWS = 500;
/** Longest line, in bytes: a message with everything is some ten thousand. */
const LINE_MAX_BYTES = 256 * 1024;

const NEWLINE = 0x0a;

interface RowsOf {
  /** For what is said of a bad line. */
  readonly path: string;
  readonly row: z.ZodType;
}

/**
 * The lines of a file as rows that were checked, some hundred at a time.
 * @throws {ArchiveRefused} at the first line that is none.
 */
export async function* readRows(
  content: AsyncIterable<Buffer>,
  { path, row }: RowsOf,
): AsyncGenerator<readonly unknown[]> {
  let batch: unknown[] = [];
  let number = 0;
  for await (const line of readLines(content, path)) {
    number += 1;
    batch.push(parseLine(line, row, `"${path}", line ${number}`));
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** A line at most is held in memory, and no line is longer than the limit. */
async function* readLines(content: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of content) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      const piece = chunk.subarray(from, end);
      yield rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      rest = Buffer.alloc(0);
      from = end + 1;
    }
    rest = Buffer.concat([rest, chunk.subarray(from)]);
    if (rest.length > LINE_MAX_BYTES)
      throw new ArchiveRefused(`"${path}" has a line that is too long.`);
  }
  if (rest.length > 0) yield rest;
}

function parseLine(line: Buffer, row: z.ZodType, where: string): unknown {
  const parsed = row.safeParse(parseJson(line, where));
  if (parsed.success) return parsed.data;
  throw new ArchiveRefused(`${where}: ${explain(parsed.error)}.`);
}

/** @throws {ArchiveRefused} for what is not JSON in UTF-8. */
export function parseJson(bytes: Buffer, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ArchiveRefused(`${where} is not JSON.`);
  }
}

/** The first thing that is wrong. */
export function explain(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'is not valid';
  const field = issue.path.join('.');
  return field === '' ? issue.message : `"${field}": ${issue.message}`;
}
