import type { ClientKind, ConnectionLine } from '../history.ts';

/** What became of the connections of one kind of client. */
export interface ClientCounts {
  readonly clients: number;
  readonly opened: number;
  readonly lost: number;
  readonly refused: number;
  /** Of those opened: Socket.IO called them recovered. */
  readonly recovered: number;
}

/** Something for each kind of client. */
export const perKind = <Value>(make: (kind: ClientKind) => Value): Record<ClientKind, Value> => ({
  smart: make('smart'),
  stock: make('stock'),
  raw: make('raw'),
});

export class ClientRecord {
  readonly #names = perKind(() => new Set<string>());
  readonly #open = perKind(() => new Map<string, number>());
  readonly #counts = perKind(() => ({ opened: 0, lost: 0, refused: 0, recovered: 0 }));

  add({ client, kind, connection, is, recovered }: ConnectionLine): void {
    this.#names[kind].add(client);
    const counts = this.#counts[kind];
    if (is === 'open') {
      counts.opened += 1;
      if (recovered === true) counts.recovered += 1;
      this.#open[kind].set(client, connection);
    } else if (is === 'refused') counts.refused += 1;
    else {
      counts.lost += 1;
      // News of an earlier connection's end may come after the next one has opened.
      if ((this.#open[kind].get(client) ?? 0) <= connection) this.#open[kind].delete(client);
    }
  }

  open(): Record<ClientKind, number> {
    return perKind((kind) => this.#open[kind].size);
  }

  counts(): Record<ClientKind, ClientCounts> {
    return perKind((kind) => ({ clients: this.#names[kind].size, ...this.#counts[kind] }));
  }
}
