import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { Attachment } from '../protocol/wire.ts';
import type { Attachable } from './attachable.ts';
import type { Facts } from './facts.ts';
import type { LogEntry, MessageDraft, MessageEntry } from './log.ts';
import { noSuchFile } from './refusals.ts';

const notReady = refusal(
  'invalid',
  'A file is not ready yet. Wait until it is, or send the message without it.',
);
const sentBefore = refusal('invalid', 'A file is in another message already. Upload it anew.');

/** Why a message does not bring its files: each must be its author's own, of this event, ready, and in no message. */
export function refuseFiles(
  { attachments = [], eventId, author }: MessageDraft,
  { files }: Facts,
): ProtocolError | null {
  for (const id of attachments) {
    const file = files?.get(id);
    if (file?.eventId !== eventId || file.uploaderId !== author.id) return noSuchFile;
    if (file.isSent) return sentBefore;
    if (!file.isReady) return notReady;
  }
  return null;
}

/** What a message brings, in the order in which it was asked for. */
export const bringing = (
  { attachments = [] }: MessageDraft,
  { files }: Facts,
): Pick<MessageEntry, 'attachments'> => {
  const found = attachments.flatMap((id) => files?.get(id)?.attachment ?? []);
  return found.length === 0 ? {} : { attachments: found };
};

/** Whether a stored message brings what a draft is to bring. */
export const bringsTheSame = (
  { attachments: asked = [] }: MessageDraft,
  { attachments: stored = [] }: MessageEntry,
): boolean =>
  asked.length === stored.length && asked.every((id, index) => stored[index]?.id === id);

/** Files that the messages of one batch have taken. */
export class BatchFiles {
  readonly #sent = new Set<string>();

  after(files: ReadonlyMap<string, Attachable>): ReadonlyMap<string, Attachable> {
    return new Map(
      [...files].map(([id, file]) => [id, { ...file, isSent: file.isSent || this.#sent.has(id) }]),
    );
  }

  follow(entry: LogEntry): void {
    if (entry.kind !== 'message') return;
    for (const { id } of entry.attachments ?? []) this.#sent.add(id);
  }
}

/** A message's text for clients that know no files: without text, the names of what it brings. */
export const textFor = (message: {
  readonly content: string;
  readonly attachments?: readonly Pick<Attachment, 'name'>[] | undefined;
}): string =>
  message.content !== '' || message.attachments === undefined
    ? message.content
    : message.attachments.map(({ name }) => `📎 ${name}`).join('\n');
