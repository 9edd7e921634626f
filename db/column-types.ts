import type { ColumnType } from 'kysely';

/** A time with its zone: read as a `Date`. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>;

/** The same where the database has a default. */
export type DefaultedTimestamp = ColumnType<Date, Date | string | undefined, Date | string>;
