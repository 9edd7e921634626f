type Row = Readonly<Record<string, unknown>>;

type OnRows = (count: number) => Promise<void> | void;

/** One line of JSON a row, without the fields that are null. */
export async function* toLines(
  batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
  onRows: OnRows,
): AsyncGenerator<string> {
  for await (const rows of batches) {
    yield rows.map((row) => `${JSON.stringify(row, withoutNull)}\n`).join('');
    await onRows(rows.length);
  }
}

const withoutNull = (_key: string, value: unknown): unknown => (value === null ? undefined : value);

/** All rows at once: of kinds of which there are few. */
export async function collect<Kept extends Row>(
  batches: AsyncIterable<readonly Row[]>,
  onRows: OnRows,
): Promise<readonly Kept[]> {
  const all: Kept[] = [];
  for await (const rows of batches) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query says what its rows are
    all.push(...(rows as readonly Kept[]));
    await onRows(rows.length);
  }
  return all;
}
