type Row = Readonly<Record<string, unknown>>;

/** One line of JSON a row, without the fields that are null. */
export async function* toLines(
  batches: AsyncIterable<readonly Row[]>,
  onRows: (count: number) => Promise<void> | void,
): AsyncGenerator<string> {
  for await (const rows of batches) {
    yield rows.map((row) => `${JSON.stringify(row, withoutNull)}\n`).join('');
    await onRows(rows.length);
  }
}

const withoutNull = (_key: string, value: unknown): unknown => (value === null ? undefined : value);
