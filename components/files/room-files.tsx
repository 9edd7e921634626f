import { createContext, use, useSyncExternalStore } from 'react';

import type { Upload } from '@/lib/uploads/upload';
import type { Uploads } from '@/lib/uploads/uploads';

export interface RoomFiles {
  readonly eventId: string;
  /** What is on its way from here; `null` where nothing is sent. */
  readonly uploads: Uploads | null;
  /** Opens the viewer at one of a message's pictures. */
  readonly onView: (messageKey: string, fileKey: string) => void;
}

const Context = createContext<RoomFiles | null>(null);

export const RoomFilesProvider = Context;

/** The room whose files are shown. */
export function useRoomFiles(): RoomFiles {
  const files = use(Context);
  if (files === null) throw new Error('useRoomFiles needs a <RoomFilesProvider> around it');
  return files;
}

const nothing = () => () => undefined;

/** A file that is on its way from here; `undefined` where it is not. */
export function useUpload(key: string): Upload | undefined {
  const { uploads } = useRoomFiles();
  const find = () => uploads?.getSnapshot().find((upload) => upload.key === key);
  return useSyncExternalStore(uploads?.subscribe ?? nothing, find, find);
}

/** How far a message's files are, in words. */
export function useFilesProgress(files: readonly { readonly key: string }[]): string {
  const { uploads } = useRoomFiles();
  const find = () => progressWords(files, uploads?.getSnapshot() ?? []);
  return useSyncExternalStore(uploads?.subscribe ?? nothing, find, find);
}

function progressWords(
  files: readonly { readonly key: string }[],
  uploads: readonly Upload[],
): string {
  const own = uploads.filter(({ key }) => files.some((file) => file.key === key));
  if (own.length === 0) return 'Waiting for its files';
  const isInterrupted = own.some(({ state }) => state.status === 'sending' && state.isInterrupted);
  if (isInterrupted) return 'Waiting for the connection';
  const sum = (of: (upload: Upload) => number) =>
    own.reduce((total, upload) => total + of(upload), 0);
  const total = sum(({ file }) => file.size);
  const part = total === 0 ? 1 : sum(({ sentBytes }) => sentBytes) / total;
  return part === 1 ? 'Sending…' : `Uploading, ${Math.floor(part * 100)} %`;
}

/** All that is on its way from here. */
export const useUploads = ({ subscribe, getSnapshot }: Uploads): readonly Upload[] =>
  useSyncExternalStore(subscribe, getSnapshot, getSnapshot);
