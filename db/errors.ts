import { DatabaseError } from 'pg';

/**
 * Whether the database refused the data itself, so that trying it again is in vain:
 * SQLSTATE class 22 (data exception) and 23 (integrity constraint).
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export const isDataError = (error: unknown): boolean =>
  error instanceof DatabaseError && /^(22|23)/.test(error.code ?? '');
