import { newPoll, pollAfter } from './decide-poll.ts';
import type { LogEntry } from './log.ts';
import type { Unplaced } from './facts.ts';
import type {
  PollClosedDraft,
  Polled,
  PollEntry,
  StoredPoll,
  StoredVote,
  VoteDraft,
} from './poll-log.ts';

type Open = { -readonly [Field in keyof PollEntry]: PollEntry[Field] };

/** The polls of one batch: what they are after each of its drafts, and the one entry that each poll's votes share. */
export class BatchPolls {
  /** Whose vote is what, in the order in which they were decided; none for a poll that the batch deletes after them. */
  votes: StoredVote[] = [];
  readonly #polls = new Map<string, StoredPoll>();
  readonly #choices = new Map<string, readonly number[]>();
  /** The entry of each poll's votes. */
  readonly #open = new Map<string, Open>();

  /** What is true of a poll and the actor after what came before in the batch. */
  after({ messageId, actorId }: VoteDraft | PollClosedDraft, stored: Polled = nothing): Polled {
    return {
      poll: this.#polls.get(messageId) ?? stored.poll,
      choices: this.#choices.get(keyOf(messageId, actorId)) ?? stored.choices,
    };
  }

  /**
   * Puts a vote into the entry of the votes before it: the same as if they had come together. `null`: it needs one of
   * its own. What stands in the log between them makes no difference: all of it is there at once.
   */
  share(entry: Unplaced): PollEntry | null {
    const open =
      entry.kind === 'poll' && !entry.isClosed ? this.#open.get(entry.messageId) : undefined;
    if (entry.kind !== 'poll' || open === undefined) return null;
    open.votes = entry.votes;
    open.voters = entry.voters;
    this.#follow(open);
    return open;
  }

  /** Takes on a vote that an entry counts. */
  count({ eventId, messageId, actorId, choices }: VoteDraft, { seq }: LogEntry): void {
    this.votes.push({ eventId, messageId, userId: actorId, choices, seq });
    this.#choices.set(
      keyOf(messageId, actorId),
      choices.toSorted((one, other) => one - other),
    );
  }

  /** Takes on an entry that got a place of its own. */
  add(entry: LogEntry, { poll = null }: Partial<Polled> = {}): void {
    if (entry.kind === 'message' && entry.poll !== undefined)
      this.#polls.set(entry.id, newPoll(entry.poll));
    if (entry.kind === 'message-deleted')
      this.votes = this.votes.filter(({ messageId }) => messageId !== entry.messageId);
    if (entry.kind !== 'poll') return;
    if (poll !== null && !this.#polls.has(entry.messageId)) this.#polls.set(entry.messageId, poll);
    if (!entry.isClosed) this.#open.set(entry.messageId, entry);
    this.#follow(entry);
  }

  #follow(entry: PollEntry): void {
    const before = this.#polls.get(entry.messageId);
    if (before !== undefined) this.#polls.set(entry.messageId, pollAfter(before, entry));
  }
}

const nothing: Polled = { poll: null, choices: [] };

/** Ids hold no blank, so the parts can't run together. */
const keyOf = (...parts: readonly string[]): string => parts.join(' ');
