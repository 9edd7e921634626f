import type { Client, Connection, Submittable } from 'pg';
import { serialize } from 'pg-protocol';

import type { Statement } from './statements.ts';

/** What one statement was answered. */
export interface Answer {
  /** As PostgreSQL names what it did: `COMMIT`, `SELECT 3`. */
  readonly command: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

interface Field {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

/** The statements that one connection has prepared, by name; with their columns, once they are known. */
export type Prepared = Map<string, readonly Field[] | null>;

/**
 * Runs statements one after the other, each with a snapshot of its own, in one round trip: one write, and one
 * answer that is sent when all are done. Each is prepared once a connection, by its name.
 *
 * The first that fails is the last that runs; where a transaction was begun before, the rest is as if never sent.
 *
 * @throws the database's error. Where the connection was lost nothing is known.
 */
export const roundTrip = (
  client: Client,
  prepared: Prepared,
  statements: readonly Statement[],
): Promise<readonly Answer[]> =>
  new Promise((resolve, reject) => {
    client.query(
      new RoundTrip({ client, prepared, statements }, (error, answers) =>
        error === null ? resolve(answers) : reject(error),
      ),
    );
  });

interface Parts {
  readonly client: Client;
  readonly prepared: Prepared;
  readonly statements: readonly Statement[];
}

interface RowDescription {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

type Callback = (error: Error | null, answers: readonly Answer[]) => void;

/** A query of `pg`, which calls `submit` in its turn and then hands on what is answered. */
class RoundTrip implements Submittable {
  /** Replaced by `pg` where it limits the time. */
  callback: Callback;
  readonly #parts: Parts;
  readonly #answers: Answer[] = [];
  #fields: readonly Field[] = [];
  #rows: Record<string, unknown>[] = [];

  constructor(parts: Parts, callback: Callback) {
    this.#parts = parts;
    this.callback = callback;
  }

  submit(connection: Connection): void {
    const { prepared, statements } = this.#parts;
    const unprepared = statements.map(({ name }) => name).filter((name) => !prepared.has(name));
    const toParse = new Set(unprepared);
    const parsed = [...toParse];
    if (parsed.length > 0) {
      const onParsed = (): void => void prepared.set(parsed.shift() ?? '', null);
      connection.on('parseComplete', onParsed);
      connection.once('readyForQuery', () => connection.off('parseComplete', onParsed));
    }
    const parts: Buffer[] = [];
    for (const statement of statements) {
      if (toParse.delete(statement.name)) parts.push(serialize.parse(statement));
      parts.push(...run(statement, (prepared.get(statement.name) ?? null) === null));
    }
    parts.push(serialize.sync());
    // A connection that is lost tells so itself.
    if (connection.stream.writable) connection.stream.write(Buffer.concat(parts));
    this.#begin();
  }

  handleRowDescription({ fields }: RowDescription): void {
    this.#fields = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: this.#parts.client.getTypeParser(dataTypeID, 'text') as Field['parse'],
    }));
  }

  handleDataRow({ fields: values }: { readonly fields: readonly (string | null)[] }): void {
    const row: Record<string, unknown> = {};
    let index = 0;
    // The hottest loop of a batch: an iterator of pairs costs as much as the rest of it.
    for (const { name, parse } of this.#fields) {
      const value = values[index] ?? null;
      row[name] = value === null ? null : parse(value);
      index += 1;
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const { prepared, statements } = this.#parts;
    prepared.set(statements[this.#answers.length]?.name ?? '', this.#fields);
    this.#answers.push({ command: text, rows: this.#rows });
    this.#begin();
  }

  handleError(error: Error): void {
    this.callback(error, []);
  }

  handleReadyForQuery(): void {
    this.callback(null, this.#answers);
  }

  /** What is answered next is the next statement's. */
  #begin(): void {
    const { prepared, statements } = this.#parts;
    this.#fields = prepared.get(statements[this.#answers.length]?.name ?? '') ?? [];
    this.#rows = [];
  }
}

/** The columns are asked for until they are known: a statement that would answer others later fails instead. */
function run({ name, values }: Statement, asksColumns: boolean): readonly Buffer[] {
  const bound = serialize.bind({ statement: name, values: values.map(toText) });
  const executed = serialize.execute();
  return asksColumns
    ? [bound, serialize.describe({ type: 'P', name: '' }), executed]
    : [bound, executed];
}

/** Values are texts, numbers and lists of texts. */
const toText = (value: unknown): string =>
  Array.isArray(value) ? `{${value.map(quote).join()}}` : String(value);

const quote = (item: unknown): string => `"${String(item).replaceAll(/["\\]/g, String.raw`\$&`)}"`;
