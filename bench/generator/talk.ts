import { setTimeout as sleep } from 'node:timers/promises';

import type { Pace, TalkOrder, TalkResult } from './boundary.ts';
import type { Hall, Room } from './hall.ts';
import { watchOwnUse } from './own-use.ts';

const LOOK_EVERY_MS = 10;
/** Nothing more comes after so long without a delivery. */
const QUIET_MS = 3_000;

/** About what people write at an event. */
const TEXT =
  'I am at the coffee bar on the second floor, come and say hello before the talk begins.';

/** Has people of a hall talk with each other. */
export class Talker {
  readonly #hall: Hall;
  #said = 0;

  constructor(hall: Hall) {
    this.#hall = hall;
  }

  async talk(order: TalkOrder): Promise<TalkResult> {
    const { waits } = this.#hall;
    this.#hall.clear();
    const rooms = this.#hall.rooms.slice(0, order.rooms);
    const use = watchOwnUse();
    const startedAt = performance.now();
    const { sent, isOverrun } = await this.#say(order, rooms, startedAt);
    await untilHeard(rooms);
    const ms = performance.now() - startedAt;
    const own = { sent, isOverrun, ms, ...use() };
    const heard = { p50: waits.at(0.5), p99: waits.at(0.99), max: waits.max };
    return { ...own, ...heard, ...this.#hall.counts };
  }

  /** Says what is to be said, in the order's pace. */
  async #say(
    order: TalkOrder,
    rooms: readonly Room[],
    startedAt: number,
  ): Promise<{ sent: number; isOverrun: boolean }> {
    let sent = 0;
    let heardByAll = 0;
    const dueBy = paceOf(order.pace);
    const sayDue = (): void => {
      const passed = performance.now() - startedAt;
      if (passed >= order.ms) return;
      for (const due = dueBy(passed, heardByAll); sent < due; sent += 1) {
        this.#sayOne(rooms[sent % rooms.length], order.senders, Math.floor(sent / rooms.length));
      }
    };
    const onHeardByAll = (): void => {
      heardByAll += 1;
      sayDue();
    };
    for (const { checker } of rooms) checker.onHeardByAll = onHeardByAll;
    for (;;) {
      const now = performance.now();
      const isOverrun =
        order.patienceMs !== undefined && longestWait(rooms, now) > order.patienceMs;
      if (isOverrun || now - startedAt >= order.ms) return { sent, isOverrun };
      sayDue();
      await sleep(1);
    }
  }

  #sayOne(room: Room | undefined, senders: number, turn: number): void {
    if (room === undefined) throw new Error('nobody is in a room');
    const { eventId, checker, readers } = room;
    this.#said += 1;
    const content = `${this.#said} ${TEXT}`;
    checker.say(content, performance.now());
    readers[turn % Math.min(senders, readers.length)]?.say(eventId, this.#said, content);
  }
}

/** How many are to be sent by a time; with `inFlight`, one more whenever one was heard by all. */
function paceOf(pace: Pace): (passedMs: number, heardByAll: number) => number {
  if ('perSecond' in pace) return (passedMs) => Math.ceil((passedMs * pace.perSecond) / 1_000);
  return (_, heardByAll) => heardByAll + pace.inFlight;
}

const longestWait = (rooms: readonly Room[], now: number): number =>
  Math.max(...rooms.map(({ checker }) => checker.oldestWait(now)));

/** Ends when everything has come, or nothing more comes. */
async function untilHeard(rooms: readonly Room[]): Promise<void> {
  const sum = (key: 'deliveries' | 'owed'): number =>
    rooms.reduce((total, { checker }) => total + checker[key], 0);
  let heard = -1;
  let until = 0;
  while (sum('deliveries') < sum('owed')) {
    const now = performance.now();
    const deliveries = sum('deliveries');
    if (deliveries > heard) until = now + QUIET_MS;
    if (now > until) break;
    heard = deliveries;
    await sleep(LOOK_EVERY_MS);
  }
  // What comes twice comes after the last that comes once.
  await sleep(LOOK_EVERY_MS);
}
