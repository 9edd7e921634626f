import type { KnownFacts } from '../domain/batch.ts';
import type { Draft } from '../domain/log.ts';
import type { Statement } from './statements.ts';

/** Reads what is pinned in the events of a batch's pins, after its locks. A batch without any asks nothing more than it did. */
export function readPinsStatements(drafts: readonly Draft[]): readonly Statement[] {
  const pins = drafts.filter(({ kind }) => kind === 'pin');
  if (pins.length === 0) return [];
  return [
    {
      name: 'hallway_read_pins',
      text: `select event_id, message_id from pin where event_id = any($1::text[])`,
      values: [[...new Set(pins.map(({ eventId }) => eventId))]],
    },
  ];
}

interface PinRow {
  readonly event_id: string;
  readonly message_id: string;
}

/** The facts with what {@link readPinsStatements} were answered. */
export function withPins(
  drafts: readonly Draft[],
  facts: readonly KnownFacts[],
  [rows]: readonly (readonly unknown[])[],
): readonly KnownFacts[] {
  if (rows === undefined) return facts;
  const byEvent = Map.groupBy(rows as readonly PinRow[], (row) => row.event_id);
  return facts.map((known, index) => {
    const draft = drafts[index];
    if (draft?.kind !== 'pin') return known;
    const pinned = (byEvent.get(draft.eventId) ?? []).map((row) => row.message_id);
    return { ...known, pinned };
  });
}
