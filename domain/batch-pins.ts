import type { MessageDeletedEntry, PinEntry } from './log.ts';

/** What is pinned after each draft of one batch. */
export class BatchPins {
  /** By event and message, what the batch itself has made of it: a message is of one event. */
  readonly #changed = new Map<string, Map<string, boolean>>();

  /** What is true of an event after what came before in the batch. */
  after(eventId: string, stored: readonly string[] = []): readonly string[] {
    const changed = this.#changed.get(eventId);
    if (changed === undefined) return stored;
    const added = [...changed].flatMap(([messageId, on]) => (on ? [messageId] : []));
    return [...stored.filter((messageId) => !changed.has(messageId)), ...added];
  }

  /** Takes on an entry that got its place: who deletes a message takes its pin with it. */
  follow(entry: PinEntry | MessageDeletedEntry): void {
    const { eventId, messageId } = entry;
    const changed = this.#changed.get(eventId) ?? new Map<string, boolean>();
    this.#changed.set(eventId, changed.set(messageId, entry.kind === 'pin' && entry.on));
  }
}
