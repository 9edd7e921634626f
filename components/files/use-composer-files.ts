import { useSyncExternalStore } from 'react';

import type { Upload } from '@/lib/uploads/upload';

import { type ComposerFiles, ofComposer } from './composer-files';
import { useUploads } from './room-files';
import { useLostFiles } from './use-lost-files';

export interface ComposerFilesView {
  readonly uploads: readonly Upload[];
  /** Why some were not taken, or were lost; `null`: nothing of that kind. */
  readonly words: string | null;
  readonly dismiss: () => void;
}

/** What lies with the message that is being written, as it is now. */
export function useComposerFiles(files: ComposerFiles, eventId: string): ComposerFilesView {
  const { subscribe, getSnapshot } = files.words;
  const words = useSyncExternalStore(subscribe, getSnapshot, getSnapshot);
  const all = useUploads(files.uploads);
  const uploads = ofComposer(all);
  const lost = useLostFiles(eventId, all);
  return {
    uploads,
    words: words ?? lost.words,
    dismiss() {
      files.say(null);
      lost.forget();
    },
  };
}
