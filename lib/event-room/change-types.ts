import type { LinkPreview } from '../../protocol/previews.ts';
import type { OwnVote, Reaction } from '../../protocol/wire.ts';

/** What became of a message at a place in the log. */
export interface MessageChange {
  readonly seq: number;
  readonly messageId: string;
  /** Another text, or none any more, or other reactions, or a pin or a preview that came or went. */
  readonly change:
    | { readonly content: string; readonly editedAt: string }
    | { readonly content: ''; readonly deletedAt: string }
    | {
        readonly reactions: readonly Reaction[];
        /** Which of them are one's own from here on, and which no longer; others stay what they were. */
        readonly added: readonly string[];
        readonly removed: readonly string[];
      }
    | { readonly isPinned: boolean; readonly messageSeq: number }
    | PollSums
    | { readonly own: OwnVote }
    | { readonly previewed: LinkPreview | null };
}

/** What a poll adds up to. */
export interface PollSums {
  readonly votes: number[];
  readonly voters: number;
  readonly closedAt?: string;
}

/** A vote of one's own that the log is not known to count. */
export interface Voting {
  readonly key: string;
  readonly messageId: string;
  readonly choices: readonly number[];
  /** Where the log has it; `null` as long as that is not known. */
  readonly seq: number | null;
}

/** A reaction of one's own that was asked for. */
export interface OwnReaction {
  readonly key: string;
  readonly messageId: string;
  readonly emoji: string;
  readonly on: boolean;
  /** Where the log has it; `null` as long as that is not known. */
  readonly seq: number | null;
}
