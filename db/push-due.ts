import type { LogEntry } from '../domain/log.ts';
import { mayBePushed } from '../domain/push.ts';
import type { Head } from './log-facts.ts';
import type { Statement } from './statements.ts';

/**
 * What entries write for the devices of those whom they concern: one row each, in the transaction of the entries. Nothing
 * for a plain message, unless somebody of its event wants to be notified of all.
 */
export function writePushDue(
  entries: readonly LogEntry[],
  heads: ReadonlyMap<string, Pick<Head, 'notifiesAll'>>,
): readonly Statement[] {
  const due = entries.filter(
    (entry) =>
      mayBePushed(entry) ||
      (entry.kind === 'message' && heads.get(entry.eventId)?.notifiesAll === true),
  );
  if (due.length === 0) return [];
  return [
    {
      name: 'hallway_write_push_due',
      text: `
        insert into push_due (event_id, seq, kind)
        select * from unnest($1::text[], $2::bigint[], $3::text[])`,
      values: [
        due.map(({ eventId }) => eventId),
        due.map(({ seq }) => seq),
        due.map(({ kind }) => kind),
      ],
    },
  ];
}
