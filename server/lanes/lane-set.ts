import type { ClientKind } from '../chat-socket.ts';
import { LANE_MAX_MEMBERS, type Lane } from './lane.ts';

/** The lanes of one room. */
export class LaneSet {
  #lanes: Lane[] = [];

  get all(): readonly Lane[] {
    return this.#lanes;
  }

  add(lane: Lane): void {
    this.#lanes = [...this.#lanes.filter(({ members }) => members.size > 0), lane];
  }

  clear(): void {
    this.#lanes = [];
  }

  /** The place that all members have reached, at most the head. */
  slowest(head: number): number {
    let slowest = head;
    for (const { members, delivered } of this.#lanes) {
      if (members.size > 0 && delivered < slowest) slowest = delivered;
    }
    return slowest;
  }

  /** Whoever waits longest comes first, so that a turn that ends early starves nobody. */
  behindFirst(): readonly Lane[] {
    return this.#lanes.length < 2
      ? this.#lanes
      : this.#lanes.toSorted((a, b) => a.delivered - b.delivered);
  }

  /** A lane with space for one more that has exactly the entries up to this one. */
  find(kind: ClientKind, cursor: number): Lane | undefined {
    return this.#lanes.find(
      (open) => open.kind === kind && open.delivered === cursor && hasSpace(open),
    );
  }

  /** Any lane of a kind with space for one more. */
  findAny(kind: ClientKind): Lane | undefined {
    return this.#lanes.find((open) => open.kind === kind && hasSpace(open));
  }

  /** Call when all lanes are in step: puts small ones together, and forgets those without members. */
  merge(): void {
    const kept: Lane[] = [];
    for (const lane of this.#lanes.toSorted((a, b) => b.members.size - a.members.size)) {
      if (lane.members.size === 0) continue;
      const other = kept.find(
        ({ kind, members }) =>
          kind === lane.kind && members.size + lane.members.size <= LANE_MAX_MEMBERS,
      );
      if (other === undefined) kept.push(lane);
      else absorb(other, lane);
    }
    this.#lanes = kept;
  }
}

/** One without members is left behind: nothing that it lacks is kept for it. */
const hasSpace = ({ members }: Lane): boolean =>
  members.size > 0 && members.size < LANE_MAX_MEMBERS;

function absorb(lane: Lane, other: Lane): void {
  // What some were not told of, nobody of them needs to have been told of.
  lane.after = Math.min(lane.after, other.after);
  for (const member of other.members) member.enter(lane);
}
