import { z } from 'zod';

import { START_TIMEOUT_SECONDS } from '../../scripts/postgres/server.ts';
import type { Recorder } from '../recorder.ts';
import { killChild, startChild, type Child } from './child.ts';
import type { Clock } from './clock.ts';

const SAMPLER = new URL('./processes/sampler.ts', import.meta.url).href;
const READY = 'Socket.IO server running';
/** A node does not start before the database does. */
const START_PATIENCE_MS = (START_TIMEOUT_SECONDS + 20) * 1_000;
const RESTART_PAUSE_MS = 500;

const Sample = z.object({
  rssBytes: z.number(),
  sockets: z.number(),
  loopDelayP99Ms: z.number(),
  largestBufferBytes: z.number(),
});

export interface NodeOptions {
  readonly name: string;
  readonly port: number;
  /** The file to run. */
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock | undefined;
  readonly recorder: Recorder;
}

/** One socket server in a process of its own. Ended by anything but us, it is recorded as such and started again. */
export class ClusterNode {
  readonly name: string;
  readonly port: number;
  readonly clock: Clock | undefined;
  readonly #options: NodeOptions;
  #child: Child | undefined;
  #isReady = false;
  #isEndingByUs = false;
  #isWanted = false;

  constructor(options: NodeOptions) {
    this.#options = options;
    this.name = options.name;
    this.port = options.port;
    this.clock = options.clock;
  }

  readonly isUp = (): boolean => this.#isReady;

  /** Resolves when it serves. Where the database is away it does not start, and is started again until it does. */
  async start(): Promise<void> {
    this.#isWanted = true;
    const deadline = performance.now() + START_PATIENCE_MS;
    while (this.#isWanted && !(await this.#tryStart())) {
      if (performance.now() > deadline) {
        throw new Error(`${this.name} does not start; see ${this.name}.log beside the history`);
      }
      await new Promise((resolve) => setTimeout(resolve, RESTART_PAUSE_MS));
    }
  }

  /** `kill -9`. */
  kill(): Promise<void> {
    return this.#end((child) => killChild(child));
  }

  /** SIGTERM, as a deployment does, and its orderly end. */
  drain(): Promise<void> {
    return this.#end(async (child) => {
      child.process.kill('SIGTERM');
      await child.exited;
    });
  }

  pause(): void {
    this.#child?.process.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.process.kill('SIGCONT');
  }

  async #end(how: (child: Child) => Promise<void>): Promise<void> {
    this.#isWanted = false;
    this.#isEndingByUs = true;
    this.#isReady = false;
    if (this.#child?.isAlive()) await how(this.#child);
    this.#isEndingByUs = false;
  }

  async #tryStart(): Promise<boolean> {
    const { name, port, program, env, clock, recorder } = this.#options;
    const ready = Promise.withResolvers<void>();
    const child = startChild({
      name,
      folder: recorder.folder,
      args: ['--import', SAMPLER, '--enable-source-maps', program],
      env: { ...env, ...clock?.env, SOCKET_PORT: String(port), HOST: '127.0.0.1' },
      onLine: (line) => (line.includes(READY) ? ready.resolve() : this.#look(line)),
      onMessage: (message) => this.#sampled(message),
    });
    this.#child = child;
    const served = await Promise.race([
      ready.promise.then(() => true),
      child.exited.then(() => false),
    ]);
    if (!served) return false;
    this.#isReady = true;
    recorder.write({ type: 'node', node: name, is: 'started' });
    void child.exited.then((exit) => this.#exited(child, exit.code));
    return true;
  }

  #exited(child: Child, exitCode: number | null): void {
    const { recorder, name } = this.#options;
    const wasInjected = this.#isEndingByUs;
    recorder.write({ type: 'node', node: name, is: 'exited', wasInjected, exitCode });
    if (child === this.#child) this.#isReady = false;
    if (!wasInjected && this.#isWanted) void this.start().catch(() => {});
  }

  /** Faults that must not happen are in the log with the highest level. */
  #look(line: string): void {
    if (!line.includes('"level":"fatal"')) return;
    const { recorder, name } = this.#options;
    recorder.write({ type: 'node', node: name, is: 'sample', fatal: line.slice(0, 2_000) });
  }

  #sampled(message: unknown): void {
    const sample = Sample.safeParse(message);
    if (!sample.success) return;
    this.#options.recorder.write({ type: 'node', node: this.name, is: 'sample', ...sample.data });
  }
}
