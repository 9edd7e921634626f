import type { TestDatabase } from '../harness/database.ts';

interface Row {
  readonly event_id: string;
  readonly seq: number;
  readonly user_id: string;
  readonly content: string;
}

const MAX_CODE_POINTS = 1_000;
/** What must be in no message: control characters but the line feed. */
const CONTROL = /[\p{Cc}]/gu;

/** Whatever got into the logs that has no business there. */
export async function findBadRows({
  db,
}: TestDatabase): Promise<{ readonly rows: readonly Row[]; readonly bad: readonly string[] }> {
  const rows = await db
    .selectFrom('message')
    .select(['event_id', 'seq', 'user_id', 'content'])
    .execute();
  const people = new Set((await db.selectFrom('user').select('id').execute()).map(({ id }) => id));
  const bad = rows
    .filter((row) => !isFine(row.content) || !people.has(row.user_id))
    .map((row) => `a message that may not be: ${JSON.stringify(row).slice(0, 300)}`);
  const heads = await db.selectFrom('event_log_head').select(['event_id', 'head_seq']).execute();
  for (const { event_id, head_seq } of heads) {
    const entries = await db
      .selectFrom('log_entry')
      .select('seq')
      .where('event_id', '=', event_id)
      .orderBy('seq')
      .execute();
    const isGapless = entries.every(({ seq }, index) => seq === index + 1);
    if (!isGapless || entries.length !== head_seq) bad.push(`the log of ${event_id} has gaps`);
  }
  return { rows, bad };
}

function isFine(content: string): boolean {
  const length = Array.from(content).length;
  const controls = content.replaceAll('\n', '').match(CONTROL);
  return (
    length >= 1 &&
    length <= MAX_CODE_POINTS &&
    content.trim() === content &&
    content.isWellFormed() &&
    content === content.normalize('NFC') &&
    controls === null
  );
}
