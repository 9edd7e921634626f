import type { ComposerFiles } from '@/components/files/composer-files';
import type { Mention, ReplyTo } from '@/protocol/wire';
import type { EventRoomView } from '@/hooks/useEventRoom';

import type { WritingParts } from './use-writing';

interface SendParts {
  readonly room: EventRoomView;
  /** What is being answered, and the end of that. */
  readonly changes: { readonly answered: ReplyTo | null; readonly endAnswering: () => void };
  readonly mentionsOf: (text: string) => readonly Mention[];
  readonly files: Pick<ComposerFiles, 'toSend'>;
  /** Whether older messages than the latest are shown. */
  readonly isElsewhere: boolean;
  readonly toLatest: () => void;
}

/** Sends what was written with its files, as an answer where it is one, to whom it mentions. */
export const sendFrom =
  ({
    room,
    changes,
    mentionsOf,
    files,
    isElsewhere,
    toLatest,
  }: SendParts): WritingParts['onSend'] =>
  (text) => {
    // One's own message is among the latest.
    if (isElsewhere) toLatest();
    const { answered, endAnswering } = changes;
    const sent = room.send(text, {
      replyTo: answered ?? undefined,
      mentions: mentionsOf(text),
      files: files.toSend(),
    });
    if (sent.ok) endAnswering();
    return sent;
  };
