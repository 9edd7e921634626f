import type { ProtocolError } from '../../protocol/errors.ts';
import type { EventMessage, Mention, ReplyTo } from '../../protocol/wire.ts';
import type { UnsentFile } from '../uploads/unsent-file.ts';
import type { LogMessage } from './log-message.ts';

/** What one says beside the words. */
export interface SaidWith {
  /** The message that it answers. */
  readonly replyTo?: ReplyTo | undefined;
  /** Whom it mentions, by the names that stand in its words. */
  readonly mentions?: readonly Mention[] | undefined;
  /** Files that it brings; the words may be missing then. */
  readonly files?: readonly UnsentFile[] | undefined;
}

/** One's own message on its way. `stored`: acknowledged, but the log was not read that far. */
export interface OwnMessage extends SaidWith {
  readonly clientMessageId: string;
  readonly content: string;
  readonly createdAt: string;
  /** Places one's own unsent messages among each other. */
  readonly order: number;
  readonly progress:
    | { readonly kind: 'pending' }
    | { readonly kind: 'failed'; readonly error: ProtocolError }
    | { readonly kind: 'stored'; readonly message: LogMessage };
}

/** Who was not told of a message that was to mention them. */
export interface NotMentioned {
  readonly clientMessageId: string;
  readonly names: readonly string[];
}

/** What becomes of one's own messages. */
export type SendInput =
  | (Omit<OwnMessage, 'progress'> & { readonly type: 'send-started' })
  | {
      readonly type: 'send-acknowledged';
      readonly clientMessageId: string;
      readonly message: EventMessage;
      /** The names of those who were to be mentioned and do not take part. */
      readonly notMentioned?: readonly string[];
    }
  | {
      readonly type: 'send-failed';
      readonly clientMessageId: string;
      readonly error: ProtocolError;
    }
  | {
      readonly type: 'send-retried';
      readonly clientMessageId: string;
      readonly order: number;
    }
  /** Other files, or more is known of them. */
  | {
      readonly type: 'send-files';
      readonly clientMessageId: string;
      readonly files: readonly UnsentFile[];
    }
  | { readonly type: 'send-discarded'; readonly clientMessageId: string };
