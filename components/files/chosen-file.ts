import type { ChosenFile } from '@/lib/uploads/upload';

import { kindOf } from './file-words';

/** A file of a browser as it is sent, with a picture of it where there is one. */
export async function chosenFromFile(file: File): Promise<ChosenFile> {
  const kind = kindOf(file.type);
  const plain = { name: file.name, type: file.type, kind, size: file.size, source: file };
  if (kind !== 'image') return plain;
  const previewUri = URL.createObjectURL(file);
  const release = () => URL.revokeObjectURL(previewUri);
  const size = await measured(previewUri);
  if (size !== null) return { ...plain, ...size, previewUri, release };
  release();
  return plain;
}

/** A picture's size as it is shown; `null` where the browser can't show it. */
const measured = (uri: string): Promise<{ width: number; height: number } | null> =>
  new Promise((resolve) => {
    const image = new Image();
    image.addEventListener('load', () => {
      const { naturalWidth: width, naturalHeight: height } = image;
      resolve(width > 0 && height > 0 ? { width, height } : null);
    });
    image.addEventListener('error', () => resolve(null));
    image.src = uri;
  });
