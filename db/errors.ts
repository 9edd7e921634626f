import { DatabaseError } from 'pg';

/**
 * Whether the database refused the data itself, so that trying it again is in vain:
 * SQLSTATE class 22 (data exception) and 23 (integrity constraint).
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export const isDataError = (error: unknown): boolean =>
  error instanceof DatabaseError && /^(22|23)/.test(error.code ?? '');

/** SQLSTATE classes 08 (connection), 40 and 55P03 (locks), 53 (resources), 57 (shutdown, timeout), 58 (system). */
const UNAVAILABLE_STATE = /^(08|40|53|55P03|57|58)/;
const UNAVAILABLE_SYSTEM = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
/** What `pg`, its pool and Kysely say of connections; they have no codes for it. */
const UNAVAILABLE_TEXT =
  /timeout e|read timeout|Connection terminated|Cannot use a pool|is not queryable|been destroyed/;

/** Whether the database could not be reached or was too slow, so that the same may work a moment later. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return error instanceof DatabaseError
    ? UNAVAILABLE_STATE.test(code)
    : UNAVAILABLE_SYSTEM.test(code) || UNAVAILABLE_TEXT.test(error.message);
}
