import type { ConnectionLine } from '../history.ts';

/** Which clients have no connection. */
export class Connections {
  readonly #newest = new Map<string, number>();
  readonly #away = new Set<string>();

  get away(): ReadonlySet<string> {
    return this.#away;
  }

  /** @returns whether the client went away or came back by this, and `null` where it did neither. */
  follow({ is, client, connection }: ConnectionLine): 'away' | 'back' | null {
    if (is === 'open') {
      this.#newest.set(client, connection);
      this.#away.delete(client);
      return 'back';
    }
    // News of an earlier connection's end may come after the next one has opened.
    if (is !== 'lost' || (this.#newest.get(client) ?? 0) > connection) return null;
    this.#away.add(client);
    return 'away';
  }
}
