/** Writes docs/protocol.md from protocol/wire.ts; with `--check`, fails where they differ. */
import { z } from 'zod';

import { ERROR_CODES, ErrorCode, isRetryable } from '../../protocol/errors.ts';
import { notices, requests, type Audience } from '../../protocol/wire.ts';
import { writeGenerated } from './generated.ts';

const audiences: Readonly<Record<Audience, string>> = {
  all: 'everybody',
  v1: '`v: 1`',
  seed: 'clients without `v`',
  resuming: '`v: 1`, `resume: true`',
};

interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** A schema in TypeScript's notation, which readers of the page know. */
function toNotation(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined)
    return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(toNotation).join(' | ');
  switch (schema.type) {
    case 'array':
      return `${toNotation(schema.items ?? {})}[]`;
    case 'integer':
      return 'number';
    case 'object':
      return toFields(schema);
    case undefined:
      return 'unknown';
    default:
      return schema.type;
  }
}

function toFields({ properties = {}, required = [] }: JsonSchema): string {
  const fields = Object.entries(properties).map(
    ([name, field]) => `${name}${required.includes(name) ? '' : '?'}: ${toNotation(field)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

const notation = (schema: z.ZodType, io: 'input' | 'output'): string =>
  `\`${toNotation(z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema).replaceAll('|', '\\|')}\``;

const requestRows = Object.entries(requests).map(
  ([name, { payload, answer, description }]) =>
    `| \`${name}\` | ${notation(payload, 'input')} | ${notation(answer, 'output')} | ${description} |`,
);

const noticeRows = Object.entries(notices).map(
  ([name, { payload, audience, description }]) =>
    `| \`${name}\` | ${notation(payload, 'output')} | ${audiences[audience]} | ${description} |`,
);

const codeRows = ErrorCode.options.map(
  (code) => `| \`${code}\` | ${ERROR_CODES[code]} | ${isRetryable(code) ? 'yes' : 'no'} |`,
);

await writeGenerated(
  'docs/protocol.md',
  `# The socket protocol

Generated from \`protocol/wire.ts\` and \`protocol/errors.ts\` by \`npm run docs\`; do not edit.

Connect with Socket.IO to the socket server's address, default namespace, with \`auth: { token }\`: the token of a
session (REST: \`/api/auth/…\`). A handshake without a valid one ends in \`connect_error\` with
\`data: { code: 'unauthenticated' }\`. Clients that also say \`v: 1\` get the notices marked so.

Every request may carry an acknowledgement callback; it then answers \`{ ok: true, value }\` or
\`{ ok: false, error: { code, message, retryable, retryAfterMs? } }\`. Without one, a refusal comes as the notice \`error\`.

## Coming back

What a client missed while it was away is sent to it, in order, each entry once, by any node:

- **Clients that keep places** name the last entry that they have: \`join-event { eventId, afterSeq, epoch }\`. The answer's
  \`mode\` says how it goes on: \`live\`, \`replay\` (the missed entries come as notices, before anything newer) or \`resync\`
  (fetch the history anew). \`sync\` does the same for a gap that is noticed later.
- **Unmodified \`socket.io-client\` 4.6 or newer** that says \`auth: { token, resume: true }\` does it by itself: after a lost
  connection, also to another node, it is in its rooms again, gets what it missed, and \`socket.recovered\` is \`true\`. Where
  that can't be done without a gap it is \`false\`: join again and fetch the history. Behind each notice stands a further
  argument, the place that the client brings back: sealed text, or \`null\`.
- **Others** get what is said while they are connected and joined.

## Places in the log

Notices that are entries of the event's log carry \`seq\`, their place in it, and \`after\`, the place of the entry
delivered before: apply where \`after ≤ last < seq\`, ignore where \`seq ≤ last\`, else fetch what is missing
(\`sync\`, or \`GET /api/events/:eventId/messages?after=\`). Later versions bring in
notices: one of an unknown name that carries \`eventId\`, \`seq\` and \`after\` is an entry too, and takes its place in the same way. Text is counted in Unicode code points after trimming. Times are ISO 8601, UTC.

## Requests: client to server

| Request | Payload | Value of the answer | |
|---|---|---|---|
${requestRows.join('\n')}

## Notices: server to client

| Notice | Argument | Goes to | |
|---|---|---|---|
${noticeRows.join('\n')}

## Refusals

| Code | Meaning | May succeed later |
|---|---|---|
${codeRows.join('\n')}
`,
);
