import type { Attachment } from '../protocol/wire.ts';

/** A file as it is before a message that is to bring it. */
export interface Attachable {
  readonly eventId: string;
  readonly uploaderId: string;
  readonly isReady: boolean;
  /** Whether a message brings it already. */
  readonly isSent: boolean;
  readonly attachment: Attachment;
}
