import type { LinkPreview } from '../../protocol/previews.ts';
import { HostTurns } from './host-turns.ts';
import type { PageWorker } from './page-worker.ts';

/** As long as what a page says of itself is taken for true: a link goes through several rooms in this time. */
const KEPT_MS = 5 * 60_000;
const KEPT_MAX = 500;
/** A host that can't be reached keeps a place waiting for seconds at each try. */
const LEFT_ALONE_MS = 60_000;

interface Kept {
  readonly preview: Promise<LinkPreview | null>;
  readonly until: number;
}

interface PreviewerOptions {
  readonly pages: Pick<PageWorker, 'read'>;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/**
 * Makes previews of links, each once for all who post it in some minutes, found or not; a site is asked two things at once, and
 * one that can't be reached nothing for a minute.
 */
export class Previewer {
  readonly #pages: PreviewerOptions['pages'];
  readonly #now: () => number;
  readonly #turns = new HostTurns();
  readonly #kept = new Map<string, Kept>();
  readonly #leftAlone = new Map<string, number>();

  constructor({ pages, now = () => performance.now() }: PreviewerOptions) {
    this.#pages = pages;
    this.#now = now;
  }

  /** @returns null where there is no preview of it: never rejects. */
  async previewOf(link: string): Promise<LinkPreview | null> {
    const known = this.#kept.get(link);
    if (known !== undefined && known.until > this.#now()) return await known.preview;
    this.#kept.delete(link);
    const { host } = new URL(link);
    const preview = this.#turns.run(host, () => this.#ask(link, host));
    this.#kept.set(link, { preview, until: this.#now() + KEPT_MS });
    forgetOldest(this.#kept);
    return await preview;
  }

  async #ask(link: string, host: string): Promise<LinkPreview | null> {
    if ((this.#leftAlone.get(host) ?? 0) > this.#now()) return null;
    const { preview, reason } = await this.#pages.read(link);
    if (reason === 'unreachable') {
      this.#leftAlone.set(host, this.#now() + LEFT_ALONE_MS);
      forgetOldest(this.#leftAlone);
    }
    // That is nothing of the page's.
    if (reason === 'worker-ended') this.#kept.delete(link);
    return preview ?? null;
  }
}

function forgetOldest(kept: Map<string, unknown>): void {
  const [oldest] = kept.keys();
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
}
