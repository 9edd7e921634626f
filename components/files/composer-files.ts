import { createStore, type ReadonlyStore } from '@/lib/store';
import { toUnsentFile, type UnsentFile } from '@/lib/uploads/unsent-file';
import type { ChosenFile, Upload } from '@/lib/uploads/upload';
import type { Uploads } from '@/lib/uploads/uploads';
import { ATTACHMENTS_MAX } from '@/protocol/wire';

/** The files that the message which is being written is to bring. */
export interface ComposerFiles extends Pick<Uploads, 'pause' | 'resume' | 'retry'> {
  /** As they are on their way. */
  readonly uploads: Uploads;
  /** Why some were not taken; `null`: none of that. */
  readonly words: ReadonlyStore<string | null>;
  readonly say: (words: string | null) => void;
  /** Takes what there is room for in one message. */
  readonly add: (files: readonly ChosenFile[]) => void;
  readonly remove: (key: string) => void;
  /** As the message takes them along. */
  readonly toSend: () => readonly UnsentFile[];
}

export const ofComposer = (uploads: readonly Upload[]): readonly Upload[] =>
  uploads.filter(({ heldBy }) => heldBy === null);

export function createComposerFiles(uploads: Uploads): ComposerFiles {
  const words = createStore<string | null>(null);
  const lying = () => ofComposer(uploads.getSnapshot());
  const { pause, resume, retry } = uploads;
  return {
    uploads,
    words,
    say: words.set,
    add(files) {
      const taken = files.slice(0, Math.max(0, ATTACHMENTS_MAX - lying().length));
      for (const { release } of files.slice(taken.length)) release?.();
      const leftOut = files.length - taken.length;
      words.set(leftOut === 0 ? null : leftOutWords(leftOut));
      uploads.add(taken);
    },
    pause,
    resume,
    retry,
    remove(key) {
      words.set(null);
      uploads.remove(key);
    },
    toSend: () => lying().map(toUnsentFile),
  };
}

const leftOutWords = (count: number): string =>
  `A message brings at most ${ATTACHMENTS_MAX} files: ${count === 1 ? 'one was' : `${count} were`} left out.`;
