import { monitorEventLoopDelay, performance as clock } from 'node:perf_hooks';

import type { ConnectOrder, Pace, TalkOrder, TalkResult } from './boundary.ts';
import { Checker } from './checker.ts';
import { connectNats } from './nats.ts';
import type { Reader, ReaderOptions } from './reader.ts';
import { connectSocketIo } from './socket-io.ts';

const CONNECTING_AT_ONCE = 100;
const TRY_AGAIN_MS = 200;
const LOOK_EVERY_MS = 10;
/** Nothing more comes after so long without a delivery. */
const QUIET_MS = 3_000;
const LOOP_STEP_MS = 5;
const NANOSECONDS_IN_MS = 1e6;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** About what people write at an event. */
const TEXT =
  'I am at the coffee bar on the second floor, come and say hello before the talk begins.';

/** The people of one room, each with a connection of their own, and what they have heard. */
export class Room {
  readonly #checker = new Checker();
  readonly #readers: Reader[] = [];
  #said = 0;
  #refused = 0;
  #lost = 0;

  /** All are in the room; who is not let in at once tries again. */
  async connect({ tokens, ...order }: ConnectOrder): Promise<void> {
    const waiting = tokens.values();
    const worker = async (): Promise<void> => {
      for (const token of waiting) this.#readers.push(await this.#comeIn({ ...order, token }));
    };
    await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, worker));
  }

  async talk(order: TalkOrder): Promise<TalkResult> {
    this.#checker.clear();
    this.#refused = 0;
    const delay = monitorEventLoopDelay({ resolution: LOOP_STEP_MS });
    delay.enable();
    const before = clock.eventLoopUtilization();
    const startedAt = performance.now();
    const { sent, isOverrun } = await this.#say(order, startedAt);
    await this.#untilHeard();
    const ms = performance.now() - startedAt;
    delay.disable();
    const busy = clock.eventLoopUtilization(before).utilization;
    const lagP99Ms = Math.max(0, delay.percentile(99) / NANOSECONDS_IN_MS - LOOP_STEP_MS);
    return { sent, isOverrun, ms, busy, lagP99Ms, ...this.#heard() };
  }

  #heard(): Omit<TalkResult, 'sent' | 'isOverrun' | 'ms' | 'busy' | 'lagP99Ms'> {
    const { waits, deliveries, missing, doubled, reordered, altered } = this.#checker;
    return {
      readers: this.#readers.length,
      refused: this.#refused,
      lost: this.#lost,
      deliveries,
      missing,
      doubled,
      reordered,
      altered,
      p50: waits.at(0.5),
      p99: waits.at(0.99),
      max: waits.max,
    };
  }

  async #comeIn(order: Omit<ConnectOrder, 'tokens'> & { token: string }): Promise<Reader> {
    const options: ReaderOptions = {
      ...order,
      checker: this.#checker,
      onAnswer: (isOk) => void (this.#refused += isOk ? 0 : 1),
      onLost: () => void (this.#lost += 1),
    };
    for (;;) {
      const connect = order.wire === 'nats' ? connectNats : connectSocketIo;
      const reader = await connect(options).catch(() => null);
      if (reader !== null) return reader;
      await sleep(TRY_AGAIN_MS * (0.5 + Math.random()));
    }
  }

  /** Says what is to be said, in the order's pace. */
  async #say(order: TalkOrder, startedAt: number): Promise<{ sent: number; isOverrun: boolean }> {
    const dueBy = paceOf(order.pace, this.#checker);
    let sent = 0;
    const sayDue = (): void => {
      const passed = performance.now() - startedAt;
      if (passed >= order.ms) return;
      for (const due = dueBy(passed); sent < due; sent += 1) this.#sayOne(sent % order.senders);
    };
    this.#checker.onHeardByAll = sayDue;
    const patienceMs = order.patienceMs ?? Infinity;
    for (;;) {
      const now = performance.now();
      const isOverrun = this.#checker.oldestWait(now) > patienceMs;
      if (isOverrun || now - startedAt >= order.ms) return { sent, isOverrun };
      sayDue();
      await sleep(1);
    }
  }

  #sayOne(sender: number): void {
    this.#said += 1;
    const content = `${this.#said} ${TEXT}`;
    this.#checker.say(content, performance.now());
    this.#readers[sender]?.say(this.#said, content);
  }

  /** Ends when everything has come, or nothing more comes. */
  async #untilHeard(): Promise<void> {
    let heard = -1;
    let until = 0;
    while (this.#checker.deliveries < this.#checker.owed) {
      const now = performance.now();
      if (this.#checker.deliveries > heard) until = now + QUIET_MS;
      if (now > until) break;
      heard = this.#checker.deliveries;
      await sleep(LOOK_EVERY_MS);
    }
    // What comes twice comes after the last that comes once.
    await sleep(LOOK_EVERY_MS);
  }
}

/** How many are to be sent by a time; with `inFlight`, one more whenever one was heard by all. */
function paceOf(pace: Pace, checker: Checker): (passedMs: number) => number {
  if ('perSecond' in pace) return (passedMs) => Math.ceil((passedMs * pace.perSecond) / 1_000);
  return () => checker.heardByAll + pace.inFlight;
}
