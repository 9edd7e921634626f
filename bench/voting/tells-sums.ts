import type { Unread } from '../readers.ts';

interface Notice {
  readonly messageId: string;
  readonly votes: readonly number[];
}

/** When somebody was told of a poll, and what last. */
export class TellsSums {
  readonly times: number[] = [];
  #last = '[]';

  readonly unread: Unread = {
    name: 'poll-changed',
    keep: (text) => {
      this.times.push(performance.now());
      this.#last = text.slice(text.indexOf('['));
    },
  };

  /** What a poll adds up to by what they were told last. */
  votesOf(messageId: string): string {
    const [, notice] = JSON.parse(this.#last) as [string, Notice | undefined];
    return notice?.messageId === messageId ? notice.votes.join() : 'nothing';
  }

  mostInASecond(): number {
    const within = this.times.map(
      (from) => this.times.filter((at) => at >= from && at < from + 1_000).length,
    );
    return Math.max(0, ...within);
  }
}
