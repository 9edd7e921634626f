import type { PushPayload } from '../protocol/notifications.ts';
import type { LogEntry } from './log.ts';

/** Whether an entry concerns devices: it mentions somebody, announces something, or takes a message back. */
export const mayBePushed = (entry: LogEntry): boolean =>
  (entry.kind === 'message' && entry.mentions !== undefined) ||
  (entry.kind === 'announcement' && entry.isShown) ||
  entry.kind === 'message-deleted';

/** How much of a message a notification shows. */
const TEXT_MAX_CHARS = 180;

/** One thing that a device is to be notified of, as it is when it is sent. */
export interface Told {
  readonly kind: 'message' | 'announcement' | 'close';
  readonly eventId: string;
  readonly eventTitle: string;
  readonly seq: number;
  /** `null`: it is of no message, or of one that is gone. */
  readonly messageId: string | null;
  readonly authorName: string | null;
  readonly content: string;
  /** It mentions its reader, or a group of theirs. */
  readonly isMention: boolean;
}

/** What a device is sent of an event at once. */
export interface Bundle {
  /** Of one event, in the log's order; not empty. */
  readonly told: readonly Told[];
  /** How many the device was notified of before and its person has not read. */
  readonly before: number;
  readonly hidesText: boolean;
}

/** One notification for all that is new for a device in an event: the text of one, the number of several. */
export function toPayload({ told, before, hidesText }: Bundle): PushPayload | null {
  const last = told.at(-1);
  if (last === undefined) return null;
  const { eventId, seq, messageId, eventTitle } = last;
  const tag = last.kind === 'announcement' ? `announcement:${eventId}` : `event:${eventId}`;
  if (last.kind === 'close') return { is: 'close', eventId, seq, tag: `event:${eventId}` };
  const count = before + told.length;
  const leadsTo = { eventId, seq, ...(messageId !== null && { messageId }) };
  const shown = { is: 'show', ...leadsTo, tag } as const;
  if (count > 1) return { ...shown, title: eventTitle, body: countOf(told, count) };
  if (hidesText) return { ...shown, title: eventTitle, body: nameOf(last) };
  const title = last.authorName === null ? eventTitle : `${last.authorName} · ${eventTitle}`;
  return { ...shown, title, body: shorten(last.content) };
}

const nameOf = ({ kind, isMention }: Told): string => {
  if (kind === 'announcement') return 'New announcement';
  return isMention ? 'You were mentioned' : 'New message';
};

function countOf(told: readonly Told[], count: number): string {
  if (told.every(({ kind }) => kind === 'announcement')) return `${count} new announcements`;
  return told.every(({ isMention }) => isMention)
    ? `${count} new mentions`
    : `${count} new messages`;
}

const shorten = (text: string): string => {
  const signs = [...text.replaceAll(/\s+/g, ' ').trim()];
  return signs.length <= TEXT_MAX_CHARS
    ? signs.join('')
    : `${signs.slice(0, TEXT_MAX_CHARS).join('')}…`;
};

/** A failure is tried again after this, and then each time twice as long; together some minutes short of two hours. */
const RETRY_FIRST_MS = 5_000;
const RETRY_MAX_MS = 1_800_000;
export const PUSH_ATTEMPTS_MAX = 10;

export const retryAfter = (attempts: number): number =>
  Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** (attempts - 1));

/** What became of something that was sent to a push service. */
export type PushOutcome =
  /** A ticket is what Expo's receipt is asked for by. */
  | { readonly is: 'handed-over'; readonly ticket?: string }
  /** The service knows the device no more. */
  | { readonly is: 'gone' }
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'later'; readonly why: string; readonly afterMs?: number };
