/** Places of a log. */
export interface Stretch {
  readonly after: number;
  /** The last of them. */
  readonly upTo: number;
}

/** How far somebody has read a room's log, as far as one of their devices knows. */
export interface RoomReading {
  /** The stored position, the same for all devices; `null` until the server has said it. */
  readonly stored: number | null;
  /** What this device has shown up to; the server hears of it soon. */
  readonly shown: number;
  /** What was new when one came; `null` until that is known. */
  readonly newIn: Stretch | null;
  /** One has marked something as unread: nothing more is read until one comes anew. */
  readonly isHeld: boolean;
}

export type ReadingInput =
  /** Somebody comes to read. */
  | { readonly type: 'visit-started' }
  /** The page with the open room is looked at again. */
  | { readonly type: 'looked-again' }
  /** Everything up to here stands before somebody's eyes. */
  | { readonly type: 'shown'; readonly seq: number }
  /** The stored position, as the server says it; `isBack`: somebody has marked something as unread. */
  | { readonly type: 'position'; readonly readSeq: number; readonly isBack?: boolean | undefined };
