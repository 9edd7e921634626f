import type { Answer, Mention, ReplyTo } from '../../protocol/wire.ts';
import { recorded } from './mentioning.ts';
import type { Entry, Watch } from './watch.ts';

/** An entry, and the connection that it came on. */
interface Held {
  readonly entry: Entry;
  readonly on: number;
}

/** One room of a stock client: what came, in the order in which it came. */
export class StockRoom {
  readonly watch: Watch;
  /** What came while the answer to a join was under way: its place is not known yet. */
  #held: Held[] | null = null;

  constructor(watch: Watch) {
    this.watch = watch;
  }

  got(entry: Entry, connection: number): void {
    if (this.#held === null) this.watch.see(entry, connection);
    else this.#held.push({ entry, on: connection });
  }

  joining(): void {
    this.#held ??= [];
  }

  joined(answer: Answer<'join-event'>, connection: number): void {
    const held = this.#held ?? [];
    this.#held = null;
    const from = answer.ok ? answer.value.seq : Number.MAX_SAFE_INTEGER;
    // What came before the place that the answer names is of an earlier join, whose answer was lost.
    for (const { entry, on } of held) if (entry.seq <= from) this.watch.see(entry, on);
    if (answer.ok) this.watch.begin(from, answer.value.epoch, connection);
    for (const { entry, on } of held) if (entry.seq > from) this.watch.see(entry, on);
  }
}

interface AnyNotice {
  readonly seq?: number | undefined;
  readonly after?: number | undefined;
  readonly id?: string;
  /** Of a change: of which message. */
  readonly messageId?: string;
  readonly userId: string;
  readonly content?: string;
  readonly replyTo?: ReplyTo | undefined;
  readonly mentions?: readonly Mention[] | undefined;
}

/** A notice as an entry of the log; null where it has no place there. */
export function toEntry({ seq, after, userId, ...notice }: AnyNotice): Entry | null {
  const { id, messageId, content, replyTo, mentions } = notice;
  if (seq === undefined) return null;
  const placed = { seq, author: userId, ...(after !== undefined && { after }) };
  if (messageId !== undefined) {
    return content === undefined
      ? { ...placed, kind: 'message-deleted', messageId }
      : { ...placed, kind: 'message-edited', messageId, content };
  }
  if (content === undefined) return { ...placed, kind: 'participation' };
  return {
    ...placed,
    kind: 'message',
    content,
    replyTo,
    ...recorded(mentions),
    ...(id !== undefined && { messageId: id }),
  };
}
