import type { Acknowledged } from './load.ts';
import type { World } from './world.ts';

/**
 * Reads the logs and compares them with what senders were told.
 *
 * @returns what holds, in words.
 * @throws where a log has a gap or a double, or an acknowledged message is not in its place.
 */
export async function verify(
  { database, eventIds }: World,
  acknowledged: readonly Acknowledged[],
): Promise<readonly string[]> {
  const rows = await database.db
    .selectFrom('log_entry')
    .select(['event_id', 'seq', 'id'])
    .orderBy('event_id')
    .orderBy('seq')
    .execute();
  const stored = new Map(rows.map((row) => [`${row.event_id} ${row.seq}`, row.id]));
  for (const eventId of eventIds) checkDense(rows.filter((row) => row.event_id === eventId));
  const lost = acknowledged.filter(
    ({ eventId, seq, id }) => stored.get(`${eventId} ${seq}`) !== id,
  );
  if (lost.length > 0)
    throw new Error(`${lost.length} acknowledged messages are not in their place`);
  const ids = new Set(rows.map(({ id }) => id));
  if (ids.size !== rows.length)
    throw new Error(`${rows.length - ids.size} messages are stored twice`);
  return [
    `${eventIds.length === 1 ? 'the log is' : `${eventIds.length} logs are`} numbered 1, 2, 3 … without a gap or a double`,
    `all ${acknowledged.length.toLocaleString('en')} acknowledged messages are in the log, at the place that was acknowledged`,
  ];
}

function checkDense(rows: readonly { readonly event_id: string; readonly seq: number }[]): void {
  for (const [index, { event_id, seq }] of rows.entries()) {
    if (seq !== index + 1) throw new Error(`the log of ${event_id} has ${seq} after ${index}`);
  }
}

/**
 * As {@link verify}, where it is not known which message stands where.
 *
 * @throws where the log has a gap, or fewer messages than were sent.
 */
export async function verifySent({ database, eventIds }: World, sent: number): Promise<string> {
  const { count, max } = await database.db
    .selectFrom('log_entry')
    .select(({ fn }) => [fn.countAll<string>().as('count'), fn.max('seq').as('max')])
    .where('event_id', 'in', eventIds)
    .executeTakeFirstOrThrow();
  if (Number(count) !== max) throw new Error(`the log has ${count} entries up to ${max}`);
  if (Number(count) < sent) throw new Error(`of ${sent} messages the log has ${count}`);
  return `all ${sent.toLocaleString('en')} messages are in the log, which is numbered without a gap`;
}
