import type { HistoryLine } from './history.ts';

/** How much applause was acknowledged, by event and emoji. */
export class Given {
  readonly #counts = new Map<string, number>();

  note(line: HistoryLine): void {
    if (line.type !== 'ok' || line.does !== 'cheer') return;
    const { eventId, emoji = '' } = line;
    this.#counts.set(`${eventId} ${emoji}`, this.count(eventId, emoji) + 1);
  }

  count(eventId: string, emoji: string): number {
    return this.#counts.get(`${eventId} ${emoji}`) ?? 0;
  }
}
