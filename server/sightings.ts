import type { Sighting } from '../domain/announcement-log.ts';
import type { Log } from '../lib/server/log.ts';

/** How long what people have seen is gathered: a room of thousands sees an announcement within seconds. */
const GATHER_MS = 2_000;
/** Rows of one statement. */
const WRITE_MAX = 1_000;
/** What waits while the database is away; a report is worth no more memory. */
const WAITING_MAX = 20_000;

interface SightingsDeps {
  readonly write: (sightings: readonly Sighting[]) => Promise<void>;
  readonly log: Log;
}

/**
 * Gathers who has seen announcements, and writes it now and then, many in one statement. What is not written when
 * the process ends unexpectedly is not in the reports; nothing else is lost.
 */
export class Sightings {
  readonly #deps: SightingsDeps;
  /** By announcement and person; the first one stays. */
  #waiting = new Map<string, Sighting>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(deps: SightingsDeps) {
    this.#deps = deps;
  }

  add(sighting: Sighting): void {
    const key = `${sighting.announcementId} ${sighting.userId}`;
    if (this.#waiting.has(key) || this.#waiting.size >= WAITING_MAX) return;
    this.#waiting.set(key, sighting);
    this.#timer ??= setTimeout(() => void this.#flush(), GATHER_MS);
  }

  /** Writes what waits; resolves when that is done, or was tried. */
  async settle(): Promise<void> {
    await this.#flush();
    this.#stop();
  }

  #flush(): Promise<void> {
    this.#stop();
    const gathered = [...this.#waiting.values()];
    this.#waiting = new Map();
    this.#writing = this.#writing.then(() => this.#write(gathered));
    return this.#writing;
  }

  async #write(gathered: readonly Sighting[]): Promise<void> {
    for (let from = 0; from < gathered.length; from += WRITE_MAX) {
      try {
        await this.#deps.write(gathered.slice(from, from + WRITE_MAX));
      } catch (error) {
        this.#deps.log.warn(
          { error },
          'Who saw an announcement could not be written; trying again',
        );
        gathered.slice(from).forEach((sighting) => this.add(sighting));
        return;
      }
    }
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
