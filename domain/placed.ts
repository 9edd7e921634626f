/** What every entry has. */
export interface Placed {
  readonly eventId: string;
  /** Place in the event's log: 1, 2, 3 … without a gap. */
  readonly seq: number;
  /** Who did it. */
  readonly actorId: string;
  /** The database's clock, or the importer's; order is by `seq` alone. */
  readonly createdAt: Date;
}

/** What the entry of a draft begins with: who did it, where and when. */
export const byDraft = (
  {
    eventId,
    actorId,
    id,
  }: Pick<Placed, 'eventId' | 'actorId'> & { readonly id?: string | undefined },
  { now }: { readonly now: Date },
) => ({ eventId, actorId, ...(id !== undefined && { id }), createdAt: now });
