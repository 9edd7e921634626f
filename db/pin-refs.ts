import { sql } from 'kysely';
import { z } from 'zod';

import type { PinnedRef } from '../protocol/wire.ts';

/** What is pinned, as one value beside other columns: `[[message, its place], …]`, the newest pin first; null where nothing is. */
export const pinsOf = (eventId: string) => sql`(
  select json_agg(json_build_array(m.id, m.seq) order by pin.seq desc)
  from pin join message m on m.id = pin.message_id where pin.event_id = ${eventId}
)`;

const PinnedPairs = z
  .array(z.tuple([z.string(), z.int()]))
  .transform((all): PinnedRef[] => all.map(([messageId, seq]) => ({ messageId, seq })));

/** Reads what {@link pinsOf} gave. */
export const toPinnedRefs = (value: unknown): PinnedRef[] => PinnedPairs.parse(value);
