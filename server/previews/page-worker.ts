import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { PageAnswer, type PageAsked, type PageRules } from './page-messages.ts';

/** Longer than a start on a busy machine and what a page is given: then it hangs, and is ended. */
const ANSWER_MS = 30_000;
const IDLE_MS = 60_000;
/** Some pages of half a megabyte at once, and what Node itself takes. */
const HEAP_MB = 128;
/** What the operating system, or an operator's own authorities, need to open connections; no secret is among them. */
const PASSED_ON = ['SystemRoot', 'NODE_EXTRA_CA_CERTS'];

type Waiting = (answer: Omit<PageAnswer, 'id'>) => void;

/**
 * Reads pages in a process of its own, which is there while it is needed: it has none of the server's secrets, and what a
 * page does to it ends it alone. Whoever waited for it then is answered without a preview.
 */
export class PageWorker {
  readonly #rules: PageRules;
  readonly #waiting = new Map<number, Waiting>();
  #child: ChildProcess | null = null;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #lastId = 0;

  constructor(rules: PageRules) {
    this.#rules = rules;
  }

  /** The other process, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Never rejects. */
  async read(url: string): Promise<Omit<PageAnswer, 'id'>> {
    clearTimeout(this.#idle);
    const child = (this.#child ??= this.#start());
    const id = (this.#lastId += 1);
    const hanging = setTimeout(() => child.kill('SIGKILL'), ANSWER_MS);
    try {
      return await new Promise((resolve) => {
        this.#waiting.set(id, resolve);
        child.send({ id, url } satisfies PageAsked, (error) => {
          if (error !== null) resolve({ reason: 'worker-ended' });
        });
      });
    } finally {
      clearTimeout(hanging);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#idle = setTimeout(() => this.stop(), IDLE_MS);
    }
  }

  stop(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
  }

  #start(): ChildProcess {
    const env = PASSED_ON.map((name) => [name, process.env[name]] as const);
    const child = fork(WORKER, [JSON.stringify(this.#rules)], {
      env: Object.fromEntries(env.filter(([, value]) => value !== undefined)) as NodeJS.ProcessEnv,
      execArgv: [`--max-old-space-size=${HEAP_MB}`, '--permission', ...READABLE],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('message', (raw) => {
      const { id, ...answer } = PageAnswer.parse(raw);
      this.#waiting.get(id)?.(answer);
    });
    // Where it could not be started there is no exit.
    child.once('error', () => this.#end(child));
    child.once('exit', () => this.#end(child));
    return child;
  }

  #end(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#child = null;
    for (const answer of this.#waiting.values()) answer({ reason: 'worker-ended' });
    this.#waiting.clear();
  }
}

/** From the source the file beside this one; in the build what is built of it, beside the server's. */
const isBuilt = !import.meta.url.endsWith('.ts');
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const WORKER = here(isBuilt ? './preview-worker.mjs' : './worker.ts');
/** Its own program, and nothing else of the machine. */
const READABLE = (
  isBuilt ? [WORKER] : ['.', '../../protocol', '../../node_modules', '../../package.json'].map(here)
).map((path) => `--allow-fs-read=${path}`);
