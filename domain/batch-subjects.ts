import type { Facts, Mentioned, Subject } from './facts.ts';
import type { Draft, ParticipationEntry, Person } from './log.ts';
import type { Participation } from './rights.ts';

/** Where people stand after the entries of one batch, by event and person. */
export class SubjectsOfBatch {
  readonly #events = new Map<string, Map<string, Participation>>();

  get(eventId: string, userId: string): Participation | undefined {
    return this.#events.get(eventId)?.get(userId);
  }

  set(eventId: string, userId: string, participation: Participation): void {
    const people = this.#events.get(eventId) ?? new Map<string, Participation>();
    this.#events.set(eventId, people.set(userId, participation));
  }

  /** @param facts Those by which the entry was decided: what it does not say stays as it was. */
  follow(entry: ParticipationEntry, { participation, subject }: Facts): void {
    const { eventId, person, status, role, bannedAt = null, mutedUntil = null } = entry;
    const before = entry.act === undefined ? participation : (subject?.participation ?? null);
    const saidAt = before?.saidAt ?? null;
    this.set(eventId, person.id, { status, role, bannedAt, mutedUntil, saidAt });
  }

  /** Whom a message of an event is to mention, as they stand after the batch's entries so far. */
  mentionedAfter(
    eventId: string,
    stored: ReadonlyMap<string, Mentioned>,
    people: ReadonlyMap<string, Person>,
  ): ReadonlyMap<string, Mentioned> {
    const known = [...stored].map(([userId, { account, participation }]) => {
      const after = {
        account: people.get(userId) ?? account,
        participation: this.get(eventId, userId) ?? participation,
      };
      return [userId, after] as const;
    });
    return new Map(known);
  }

  /**
   * Whom a draft is about, as they stand after the batch's entries so far.
   *
   * @param people Whose accounts the batch itself makes or changes.
   */
  subjectOf(
    draft: Draft,
    stored: Subject | null,
    people: ReadonlyMap<string, Person>,
  ): Subject | null {
    if (draft.kind !== 'act' || stored === null) return stored;
    const account = people.get(draft.userId) ?? stored.account;
    const participation = this.get(draft.eventId, draft.userId) ?? stored.participation;
    const organisers = new Set(stored.organisers);
    for (const [userId, { role, bannedAt }] of this.#events.get(draft.eventId) ?? []) {
      if (role === 'organiser' && bannedAt === null) organisers.add(userId);
      else organisers.delete(userId);
    }
    return { account, participation, organisers: [...organisers] };
  }
}
