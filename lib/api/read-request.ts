import type { z } from 'zod';

import { refusal, type ProtocolError } from '../../protocol/errors.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';
import { parseGiven } from '../../protocol/parse.ts';

/** Larger than the longest description in the widest script with every character escaped. */
const BODY_MAX_BYTES = 65_536;

const tooLarge = refusal('invalid', 'That is too much at once: a request can have 64 kB at most.');
const notJson = refusal(
  'invalid',
  'The body must be JSON, sent with the header "Content-Type: application/json".',
);

/**
 * Reads a body up to the limit; what is beyond it is never kept in memory, and stays unread: see `discardRest`.
 */
export async function readBody(request: Request): Promise<Result<Uint8Array, ProtocolError>> {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_MAX_BYTES) return fail(tooLarge);
  if (request.body === null) return ok(new Uint8Array());
  const reader = request.body.getReader();
  try {
    return await readUpToLimit(reader);
  } finally {
    // Not cancelled: that would end the connection, with the answer perhaps still on its way.
    reader.releaseLock();
  }
}

async function readUpToLimit(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<Result<Uint8Array, ProtocolError>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return ok(Buffer.concat(chunks));
    size += value.byteLength;
    if (size > BODY_MAX_BYTES) return fail(tooLarge);
    chunks.push(value);
  }
}

/**
 * Reads what is left of a body that nobody wants, keeping none of it: the connection's next request comes
 * behind it. How long that may take is the server's to limit.
 */
export async function discardRest({ body }: Request): Promise<void> {
  if (body === null || body.locked) return;
  // A sender who goes away meanwhile has had the answer.
  await body.pipeTo(new WritableStream()).catch(() => {});
}

/** Reads a JSON body and checks it; a refusal says which field is wrong and how. */
export async function readJson<Value>(
  request: Request,
  schema: z.ZodType<Value>,
): Promise<Result<Value, ProtocolError>> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) return fail(notJson);
  const body = await readBody(request);
  if (!body.ok) return body;
  const value = parseJson(body.value);
  return value.ok ? check(schema, value.value) : value;
}

/** JSON text as a value; bytes that are not UTF-8 are refused, not replaced. */
export function parseJson(bytes: Uint8Array): Result<unknown, ProtocolError> {
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return fail(refusal('invalid', 'The body is not valid JSON.'));
  }
}

/** Checks a query string; of a name given twice the last one counts. */
export const readQuery = <Value>(
  request: Request,
  schema: z.ZodType<Value>,
): Result<Value, ProtocolError> =>
  check(schema, Object.fromEntries(new URL(request.url).searchParams));

function check<Value>(schema: z.ZodType<Value>, value: unknown): Result<Value, ProtocolError> {
  const parsed = parseGiven(schema, value);
  return parsed.success ? ok(parsed.data) : fail(refusal('invalid', explain(parsed.error)));
}

/** The first thing that is wrong, as a sentence. Ours are sentences already; zod's own need the field's name. */
function explain(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'This is not valid.';
  if (issue.code === 'unrecognized_keys') {
    return `There is no field "${issue.keys[0]?.slice(0, 60)}" here.`;
  }
  if (/^[A-Z`].*\.$/.test(issue.message)) return issue.message;
  const field = issue.path.join('.');
  return field === ''
    ? 'The body must be a JSON object with the fields of this request.'
    : `The field "${field}" is not valid: ${issue.message}.`;
}
