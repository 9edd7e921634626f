import { DatabaseError } from 'pg';
import pino from 'pino';
import { z } from 'zod';

import { isoTime } from '../../protocol/iso-time.ts';

export type Log = pino.Logger;

export interface LogOptions {
  readonly format: 'json' | 'pretty';
  /** Where the lines go; standard output if left out. */
  readonly write?: (text: string) => void;
}

const LABELS: Readonly<Record<number, string>> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};

/**
 * The server's log. `pretty` is one line for people, `[INFO] User authenticated: …`;
 * `json` has the ids as fields.
 *
 * Neither ever holds a token or a message's text: errors are reduced to what
 * names them. Standard output gets all lines of a tick in one write, at its end or the process's.
 */
export function createLog({ format, write = writeOut }: LogOptions): Log {
  return pino(
    {
      base: null,
      timestamp: () => `,"time":"${isoTime(Date.now())}"`,
      serializers: { error: toSafeError },
      ...(format === 'json' && { formatters: { level: (label: string) => ({ level: label }) } }),
    },
    { write: format === 'json' ? write : (line: string) => write(toPretty(line)) },
  );
}

let held = '';

function writeOut(text: string): void {
  if (held === '') setImmediate(writeHeld);
  held += text;
}

function writeHeld(): void {
  if (held !== '') process.stdout.write(held);
  held = '';
}

process.on('exit', writeHeld);

interface PrettyLine {
  readonly level: number;
  readonly msg?: string;
  readonly error?: SafeError;
}

function toPretty(line: string): string {
  const { level, msg = '', error } = JSON.parse(line) as PrettyLine;
  const words = error === undefined ? msg : `${msg} (${describe(error)})`;
  const stack = error?.stack === undefined ? '' : `\n${error.stack}`;
  return `[${LABELS[level] ?? level}] ${oneLine(words)}${stack}\n`;
}

const describe = ({ name, code, message }: SafeError): string =>
  [name, code, message].filter((part) => part !== undefined && part !== '').join(' ');

/** A name with a line break in it must not look like a line of its own. */
const oneLine = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');

interface SafeError {
  readonly name: string;
  readonly code?: string;
  readonly message?: string;
  readonly stack?: string;
}

/**
 * An error without what people wrote. PostgreSQL puts values into `message`,
 * `detail` and `where`, the JSON parser puts text into its message, so only
 * what can't hold any is kept.
 */
function toSafeError(error: unknown): SafeError {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const message = safeMessage(error);
  const frames = error.stack?.split('\n').filter((part) => /^ {4}at /.test(part));
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message: oneLine(message) }),
    ...(frames !== undefined && frames.length > 0 && { stack: frames.join('\n') }),
  };
}

function safeMessage(error: Error): string | undefined {
  if (error instanceof z.core.$ZodError) {
    return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join(', ');
  }
  if (error instanceof SyntaxError) return undefined;
  if (error instanceof DatabaseError && /^(22|23)/.test(error.code ?? '')) {
    return [error.table, error.constraint, error.routine].filter(Boolean).join(' ');
  }
  return error.message;
}
