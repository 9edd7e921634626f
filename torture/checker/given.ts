import type { RequestLine } from '../history.ts';

interface Gift {
  readonly askedAt: number;
  is: 'unknown' | 'acknowledged' | 'refused';
}

/** What everybody gave, by event and emoji. */
export class Given {
  readonly #gifts = new Map<string, Gift[]>();
  readonly #byOp = new Map<number, Gift>();

  request({ type, does, op, at, eventId, emoji = '' }: RequestLine): void {
    if (does !== 'cheer') return;
    if (type === 'invoke') {
      const gift: Gift = { askedAt: at, is: 'unknown' };
      const key = `${eventId} ${emoji}`;
      this.#gifts.set(key, [...(this.#gifts.get(key) ?? []), gift]);
      this.#byOp.set(op, gift);
      return;
    }
    const gift = this.#byOp.get(op);
    this.#byOp.delete(op);
    if (gift === undefined || type === 'info') return;
    gift.is = type === 'ok' ? 'acknowledged' : 'refused';
  }

  /** What was asked for after a time, and not refused. */
  possible(eventId: string, emoji: string, after = -Infinity): number {
    return this.#of(eventId, emoji).filter(({ askedAt, is }) => is !== 'refused' && askedAt > after)
      .length;
  }

  acknowledged(eventId: string, emoji: string): number {
    return this.#of(eventId, emoji).filter(({ is }) => is === 'acknowledged').length;
  }

  #of(eventId: string, emoji: string): readonly Gift[] {
    return this.#gifts.get(`${eventId} ${emoji}`) ?? [];
  }
}
