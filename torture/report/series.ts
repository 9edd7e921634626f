import { Durations } from '../checker/spread.ts';
import type { Spread } from '../checker/verdict.ts';
import type {
  ClientKind,
  ConnectionLine,
  FaultLine,
  HistoryLine,
  RequestLine,
  RunLine,
} from '../history.ts';
import { ClientRecord, type ClientCounts } from './client-record.ts';
import { NodeRecord, type NodeSeries } from './node-record.ts';

/** What happened within one second. */
export interface Second {
  /** Sends. */
  readonly invoked: number;
  readonly acknowledged: number;
  readonly refused: number;
  /** Ended without an answer. */
  readonly unknown: number;
  readonly deliveries: number;
  /** From a send to its acknowledgement, of those acknowledged in this second; `null`: there was none. */
  readonly ack: Spread | null;
  /** Connections, at the second's end. */
  readonly open: Readonly<Record<ClientKind, number>>;
}

/** One injected fault; `until` is `null` where the run ended first. */
export interface FaultSpan {
  readonly kind: string;
  readonly target: string;
  readonly from: number;
  readonly until: number | null;
}

/** A run as curves. All times are in milliseconds of the history's clock. */
export interface Series {
  readonly startsAt: number;
  /** Where the faults ended for good. */
  readonly quietAt: number | null;
  readonly endsAt: number;
  /** The first one is second 0 of the clock. */
  readonly seconds: readonly Second[];
  readonly nodes: readonly NodeSeries[];
  readonly clients: Readonly<Record<ClientKind, ClientCounts>>;
  readonly faults: readonly FaultSpan[];
}

export interface SeriesBuilder {
  /** Lines must come in the order of `at`. */
  add(line: HistoryLine): void;
  series(): Series;
}

/** An unanswered send is forgotten after this; no client waits that long. */
const FORGOTTEN_AFTER_MS = 600_000;

/** Makes curves of a history, a line at a time. Memory grows with the seconds and the faults of a run, not its lines. */
export const createSeries = (): SeriesBuilder => new Builder();

type Counting = { -readonly [Name in keyof Omit<Second, 'ack' | 'open'>]: number };
const nothing = (): Counting => ({
  invoked: 0,
  acknowledged: 0,
  refused: 0,
  unknown: 0,
  deliveries: 0,
});

class Builder implements SeriesBuilder {
  readonly #seconds: Second[] = [];
  readonly #nodes = new Map<string, NodeRecord>();
  readonly #clients = new ClientRecord();
  readonly #faults = new Map<number, FaultSpan>();
  readonly #invokedAt = new Map<number, number>();
  #counting = nothing();
  #durations = new Durations();
  #startsAt = 0;
  #quietAt: number | null = null;
  #endsAt = 0;

  // The table of all lines; each is one call, so its number of branches is no complexity.
  // oxlint-disable-next-line complexity
  add(line: HistoryLine): void {
    this.#advance(line.at);
    switch (line.type) {
      case 'seen':
        this.#counting.deliveries += 1;
        return;
      case 'connection':
        return this.#connection(line);
      case 'fault':
        return this.#fault(line);
      case 'node':
        return this.#node(line.node).add(line);
      case 'run':
        return this.#run(line);
      case 'watch':
      case 'shows':
      case 'shows-pins':
      case 'announced':
      case 'shows-announcements':
      case 'visibility':
      case 'listed-people':
      case 'here':
      case 'shows-people':
      case 'searched':
      case 'cheered':
      case 'applause-round':
      case 'polled':
      case 'voted':
      case 'listed-voters':
      case 'shows-polls':
      case 'stands':
      case 'told':
        return;
      case 'invoke':
      case 'ok':
      case 'fail':
      case 'info':
        if (line.does === 'send') this.#send(line);
    }
  }

  series(): Series {
    return {
      startsAt: this.#startsAt,
      quietAt: this.#quietAt,
      endsAt: this.#endsAt,
      seconds: [...this.#seconds, this.#second()],
      nodes: [...this.#nodes.values()].map((node) => node.series()),
      clients: this.#clients.counts(),
      faults: [...this.#faults.values()],
    };
  }

  #advance(at: number): void {
    this.#endsAt = Math.max(this.#endsAt, at);
    while (this.#seconds.length < Math.floor(at / 1_000)) {
      this.#seconds.push(this.#second());
      this.#counting = nothing();
      this.#durations = new Durations();
      this.#forget(at - FORGOTTEN_AFTER_MS);
    }
  }

  #second(): Second {
    const ack = this.#durations.count === 0 ? null : this.#durations.spread();
    return { ...this.#counting, ack, open: this.#clients.open() };
  }

  #forget(before: number): void {
    for (const [op, at] of this.#invokedAt) {
      if (at >= before) return;
      this.#invokedAt.delete(op);
    }
  }

  #send({ type, op, at }: RequestLine): void {
    if (type === 'invoke') {
      this.#counting.invoked += 1;
      this.#invokedAt.set(op, at);
      return;
    }
    const invokedAt = this.#invokedAt.get(op);
    this.#invokedAt.delete(op);
    if (type === 'fail') this.#counting.refused += 1;
    else if (type === 'info') this.#counting.unknown += 1;
    else {
      this.#counting.acknowledged += 1;
      if (invokedAt !== undefined) this.#durations.add(at - invokedAt);
    }
  }

  #connection(line: ConnectionLine): void {
    this.#clients.add(line);
  }

  #node(name: string): NodeRecord {
    const node = this.#nodes.get(name) ?? new NodeRecord(name);
    this.#nodes.set(name, node);
    return node;
  }

  #fault({ is, fault, kind, target, at }: FaultLine): void {
    const from = this.#faults.get(fault)?.from ?? at;
    this.#faults.set(fault, { kind, target, from, until: is === 'end' ? at : null });
  }

  #run({ is, at }: RunLine): void {
    if (is === 'start') this.#startsAt = at;
    if (is === 'quiet') this.#quietAt = at;
  }
}
