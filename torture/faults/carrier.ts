import type { Socket } from 'node:net';

import type { Random } from '../random.ts';
import type { Conditions, Side } from './conditions.ts';

/** Bytes that may wait in a link before its sender is made to wait. */
const WAITING_MAX_BYTES = 256 * 1_024;

export interface CarrierOptions {
  readonly side: Side;
  readonly from: Socket;
  readonly to: Socket;
  readonly conditions: () => Conditions;
  readonly random: Random;
  /** The connection is to be reset. */
  readonly onLimit: () => void;
}

/** Carries bytes one way, in order, under the conditions of the moment. */
export class Carrier {
  readonly #options: CarrierOptions;
  readonly #waiting: { readonly bytes: Buffer; readonly due: number }[] = [];
  #waitingBytes = 0;
  #lastDue = 0;
  #passed = 0;
  #isEnding = false;
  #isRunning = false;
  #wake: (() => void) | undefined;

  constructor(options: CarrierOptions) {
    this.#options = options;
    options.from.on('data', (bytes) => this.#take(bytes));
    options.from.on('end', () => {
      this.#isEnding = true;
      this.#start();
    });
    options.to.on('drain', () => this.#wake?.());
    options.to.on('close', () => this.#wake?.());
  }

  /** The conditions changed. */
  changed(): void {
    this.#passed = 0;
    this.#wake?.();
  }

  #take(bytes: Buffer): void {
    const { latencyMs = 0, jitterMs = 0 } = this.#options.conditions();
    const delay = latencyMs + (jitterMs > 0 ? this.#options.random.next() * jitterMs : 0);
    this.#lastDue = Math.max(this.#lastDue, performance.now() + delay);
    this.#waiting.push({ bytes, due: this.#lastDue });
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > WAITING_MAX_BYTES) this.#options.from.pause();
    this.#start();
  }

  #start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    const { from, to } = this.#options;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      await this.#until(next.due);
      for (const piece of this.#slices(next.bytes)) await this.#pass(piece);
      this.#waitingBytes -= next.bytes.length;
      if (from.isPaused() && this.#waitingBytes < WAITING_MAX_BYTES) from.resume();
      if (to.destroyed) return;
    }
    this.#isRunning = false;
    if (this.#isEnding) await this.#end();
  }

  async #pass(piece: Buffer): Promise<void> {
    const { to, conditions, onLimit } = this.#options;
    await this.#untilFree();
    if (to.destroyed) return;
    const { bytesPerSecond = Infinity, limitBytes = Infinity } = conditions();
    this.#passed += piece.length;
    if (this.#passed > limitBytes) return onLimit();
    const hasRoom = to.write(piece);
    await this.#pause((piece.length / bytesPerSecond) * 1_000);
    while (!hasRoom && to.writableNeedDrain && !to.destroyed) await this.#changed();
  }

  async #end(): Promise<void> {
    const { to, conditions } = this.#options;
    await this.#pause(conditions().slowCloseMs ?? 0);
    await this.#untilFree();
    to.end();
  }

  /** While this side is held, nothing goes on. */
  async #untilFree(): Promise<void> {
    const { to, side, conditions } = this.#options;
    while (conditions().held?.includes(side) && !to.destroyed) await this.#changed();
  }

  *#slices(bytes: Buffer): Iterable<Buffer> {
    const { sliceBytes = bytes.length } = this.#options.conditions();
    for (let at = 0; at < bytes.length; at += sliceBytes) yield bytes.subarray(at, at + sliceBytes);
  }

  #until(due: number): Promise<void> {
    return this.#pause(due - performance.now());
  }

  /** At once where there is nothing to wait for, so that a healthy link costs no timer. */
  #pause(ms: number): Promise<void> {
    if (ms < 1) return Promise.resolve();
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  #changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
