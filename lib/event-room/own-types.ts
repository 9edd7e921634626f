import type { ProtocolError } from '../../protocol/errors.ts';
import type { EventMessage, ReplyTo } from '../../protocol/wire.ts';
import type { LogMessage } from './log-message.ts';

/** One's own message on its way. `stored`: acknowledged, but the log was not read that far. */
export interface OwnMessage {
  readonly clientMessageId: string;
  readonly content: string;
  /** The message that it answers. */
  readonly replyTo?: ReplyTo | undefined;
  readonly createdAt: string;
  /** Places one's own unsent messages among each other. */
  readonly order: number;
  readonly progress:
    | { readonly kind: 'pending' }
    | { readonly kind: 'failed'; readonly error: ProtocolError }
    | { readonly kind: 'stored'; readonly message: LogMessage };
}

/** What becomes of one's own messages. */
export type SendInput =
  | {
      readonly type: 'send-started';
      readonly clientMessageId: string;
      readonly content: string;
      readonly replyTo?: ReplyTo | undefined;
      readonly createdAt: string;
      readonly order: number;
    }
  | {
      readonly type: 'send-acknowledged';
      readonly clientMessageId: string;
      readonly message: EventMessage;
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
  | { readonly type: 'send-discarded'; readonly clientMessageId: string };
