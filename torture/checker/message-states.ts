import type { FinalLog } from '../history.ts';

type Entry = FinalLog['entries'][number];

/** What the log says of one message. */
export interface MessageState {
  readonly seq: number;
  /** As it was sent, then as it was edited, in the log's order; empty where they were taken away. */
  readonly texts: string[];
  /** Where it was deleted. */
  deletedAt: number | null;
  /** Changes at places where there was nothing to be changed: before the message, or after its end. */
  readonly misplaced: number[];
}

/** What the messages of one log became, entry by entry. */
export class MessageStates {
  readonly #states = new Map<string, MessageState>();
  /** Places of changes of messages that the log does not have before them. */
  readonly orphans: number[] = [];

  constructor(entries: readonly Entry[]) {
    for (const entry of entries) this.#follow(entry);
  }

  of(messageId: string): MessageState | undefined {
    return this.#states.get(messageId);
  }

  *[Symbol.iterator](): Iterator<[string, MessageState]> {
    yield* this.#states;
  }

  #follow({ kind, seq, messageId, content = '' }: Entry): void {
    const id = messageId ?? '';
    if (kind === 'message') {
      this.#states.set(id, { seq, texts: [content], deletedAt: null, misplaced: [] });
      return;
    }
    if (kind !== 'message-edited' && kind !== 'message-deleted') return;
    const state = this.#states.get(id);
    if (state === undefined) return void this.orphans.push(seq);
    if (state.deletedAt !== null) return void state.misplaced.push(seq);
    if (kind === 'message-edited') state.texts.push(content);
    else state.deletedAt = seq;
  }
}
