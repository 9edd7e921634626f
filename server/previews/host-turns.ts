/** Requests of one site that are under way at once: a crowd's links must be no attack on it. */
const AT_ONCE = 2;

interface Turns {
  running: number;
  readonly waiting: (() => void)[];
}

/** Lets so many things be done at once for each host; the others wait, in their order. */
export class HostTurns {
  readonly #hosts = new Map<string, Turns>();

  async run<Done>(host: string, act: () => Promise<Done>): Promise<Done> {
    const turns = this.#hosts.get(host) ?? { running: 0, waiting: [] };
    this.#hosts.set(host, turns);
    if (turns.running < AT_ONCE) turns.running += 1;
    else await new Promise<void>((resolve) => turns.waiting.push(resolve));
    try {
      return await act();
    } finally {
      const next = turns.waiting.shift();
      // Whoever waited goes on in this one's place.
      if (next !== undefined) next();
      else if ((turns.running -= 1) === 0) this.#hosts.delete(host);
    }
  }
}
