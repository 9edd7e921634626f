import { Readable } from 'node:stream';

import { judgeFile, pictureName, type Judged, type Sniffed } from '../../../domain/file-types.ts';
import type { FileRefusalCode } from '../../../protocol/files.ts';
import { pictureKey, thumbnailKey } from '../../server/file-keys.ts';
import type { FileStore } from './file-store.ts';
import { makeAnew } from './pictures.ts';
import { scan, type ScannerAddress } from './scan.ts';

/** A file that can be sent, as it is in the store. */
export interface Inspected extends Judged {
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
  readonly placeholder?: string;
}

/** `away`: the scanner could not be asked; nothing was decided. */
export type Inspection =
  | { readonly type: 'ready'; readonly file: Inspected }
  | { readonly type: 'refused'; readonly code: FileRefusalCode }
  | { readonly type: 'away' };

export interface InspectDeps {
  readonly store: FileStore;
  /** Undefined: nothing is scanned. */
  readonly scanner: ScannerAddress | undefined;
}

const refused = (code: FileRefusalCode): Inspection => ({ type: 'refused', code });

/**
 * Looks at a file that was uploaded: first the scanner, then what its bytes say; pictures are made anew, and what was
 * uploaded of them is removed. Safe to repeat after an end at any moment.
 */
export async function inspect(
  { store, scanner }: InspectDeps,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<Inspection> {
  const size = await store.sizeOf(id);
  // Made anew before, and ended before that was noted: then that is what is looked at.
  const key = size === null ? pictureKey(id) : id;
  if (scanner !== undefined) {
    const scanned = await scan(scanner, await store.open(key));
    if (scanned === 'away') return { type: 'away' };
    if (scanned !== 'clean') return refused(scanned === 'infected' ? 'infected' : 'not-checked');
  }
  const judged = judgeFile(name, await sniff(store, key));
  if (typeof judged === 'string') return refused(judged);
  if (judged.kind === 'image') return inspectPicture(store, { id, key, name });
  await store.keep(id);
  return { type: 'ready', file: { ...judged, size: size ?? 0 } };
}

/** What a file's first bytes say that it is. */
export async function sniff(store: FileStore, key: string): Promise<Sniffed> {
  const { fileTypeFromStream } = await import('file-type');
  const bytes = await store.open(key);
  try {
    return (await fileTypeFromStream(Readable.toWeb(bytes))) ?? null;
  } finally {
    bytes.destroy();
  }
}

async function inspectPicture(
  store: FileStore,
  { id, key, name }: { readonly id: string; readonly key: string; readonly name: string },
): Promise<Inspection> {
  const picture = await store.withLocal(key, makeAnew);
  if (typeof picture === 'string') return refused(picture);
  const { type, bytes, thumbnail, width, height, placeholder } = picture;
  await store.put(pictureKey(id), bytes);
  await store.put(thumbnailKey(id), thumbnail);
  await store.removeUpload(id);
  const looks = { width, height, placeholder };
  const file = { kind: 'image', type, name: pictureName(name, type), size: bytes.length } as const;
  return { type: 'ready', file: { ...file, ...looks } };
}
