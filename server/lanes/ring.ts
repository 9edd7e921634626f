import { afterDeletion, deletionIn, type Deletion } from '../../domain/deletion.ts';
import { afterEmptying, type Emptying } from '../../domain/emptying.ts';
import type { LogEntry } from '../../domain/log.ts';
import type { ClientKind } from '../chat-socket.ts';
import type { Frame } from './frame.ts';

/** What is kept for those who are a little behind: some seconds of a busy room, at most a quarter of a megabyte. */
const KEPT_MAX_ENTRIES = 256;
const KEPT_MAX_CHARS = 128 * 1_024;
/** Forgotten at once: moving all others for each one costs more than the rest of a push. */
const FORGOTTEN_AT_ONCE = 32;

/** One id with its quotes. */
const CHARS_PER_REACTION = 40;

/** An id with its number. */
const CHARS_PER_VOTES = 70;

/** An entry that this node has taken on to deliver. */
export interface Recent {
  readonly entry: LogEntry;
  /** Whether only organisers hear of it in the shared fan-out: coming and going in a crowded room. */
  readonly isForOrganisers: boolean;
  /** Its notices as they went out, one for each kind of client; the next reader with the same `after` shares it. */
  readonly frames: { [K in ClientKind]?: { readonly after: number; readonly frame: Frame } };
}

/** The newest entries of one log, without a gap. */
export class Ring {
  #items: Recent[] = [];
  #head: number;
  #chars = 0;
  #version = 0;
  /** Messages that were read as deleted; that they were may not have been heard of yet. */
  readonly #deleted = new Map<string, Deletion>();

  constructor(head: number) {
    this.#head = head;
  }

  /** The last entry that was pushed, or where the log stood before the first. */
  get head(): number {
    return this.#head;
  }

  /** Another one after each change of what is kept. */
  get version(): number {
    return this.#version;
  }

  /**
   * Adds the entry after {@link head} and forgets old ones that nobody needs.
   * @param neededAfter Entries after this one are kept, however many they are.
   */
  push(item: Recent, neededAfter: number): void {
    const known = this.#asKnown(item);
    this.#items.push(known);
    this.#version += 1;
    this.#head = known.entry.seq;
    this.#chars += charsOf(known.entry);
    if (this.#items.length < KEPT_MAX_ENTRIES && this.#chars <= KEPT_MAX_CHARS) return;
    let forgotten = 0;
    for (const { entry } of this.#items) {
      const left = this.#items.length - forgotten;
      if (left <= KEPT_MAX_ENTRIES - FORGOTTEN_AT_ONCE && this.#chars <= KEPT_MAX_CHARS) break;
      if (entry.seq > neededAfter) break;
      this.#chars -= charsOf(entry);
      forgotten += 1;
    }
    if (forgotten > 0) this.#items.splice(0, forgotten);
  }

  /** Takes words out of what is kept, as an entry does that comes now: from here on earlier ones are sent as the log has them. */
  redact(later: Emptying): void {
    this.#redact((entry) => afterEmptying(entry, later));
  }

  #redact(toEmptied: (entry: LogEntry) => LogEntry): void {
    this.#items = this.#items.map((item) => {
      const entry = toEmptied(item.entry);
      if (entry === item.entry) return item;
      this.#version += 1;
      this.#chars += charsOf(entry) - charsOf(item.entry);
      return { entry, isForOrganisers: item.isForOrganisers, frames: {} };
    });
  }

  /**
   * Takes in what the log says of entries that were read from it: a message that another node deleted is without words there
   * before this node hears of it, and nothing that is sent after that may bring them back, what is on its way here included.
   */
  learn(read: readonly LogEntry[]): void {
    for (const entry of read) {
      const deletion = deletionIn(entry);
      if (deletion === null) continue;
      this.#deleted.set(deletion.messageId, deletion);
      this.#redact((kept) => afterDeletion(kept, deletion));
    }
    for (const id of this.#deleted.keys()) {
      if (this.#deleted.size <= KEPT_MAX_ENTRIES) break;
      this.#deleted.delete(id);
    }
  }

  #asKnown(item: Recent): Recent {
    const { entry } = item;
    const deletion =
      entry.kind === 'message-edited' ? this.#deleted.get(entry.messageId) : undefined;
    return deletion === undefined ? item : { ...item, entry: afterDeletion(entry, deletion) };
  }

  /** Entries after a place, in order; `null` where some of them are kept no longer. */
  after(seq: number, limit: number): readonly Recent[] | null {
    const skipped = seq - (this.#head - this.#items.length);
    return skipped < 0 ? null : this.#items.slice(skipped, skipped + limit);
  }
}

/** About as much text as its notice has. */
export const charsOf = (entry: LogEntry): number => {
  if (entry.kind === 'reactions') return entry.changes.length * CHARS_PER_REACTION + 200;
  if (entry.kind === 'preview') return JSON.stringify(entry.preview ?? '').length + 200;
  if (entry.kind === 'question') return (entry.asked?.content.length ?? 0) + 400;
  if (entry.kind === 'question-votes') return entry.votes.length * CHARS_PER_VOTES + 200;
  return 'content' in entry ? entry.content.length + 200 : 200;
};
