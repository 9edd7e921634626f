import { getDocumentAsync } from 'expo-document-picker';
import { launchCameraAsync } from 'expo-image-picker';

import type { ChosenFile } from '@/lib/uploads/upload';
import { ok } from '@/protocol/result';

import { chosenFromFile } from './chosen-file';
import type { Picked } from './platform-parts';

async function pick(options: Parameters<typeof getDocumentAsync>[0]): Picked {
  const picked = await getDocumentAsync({ multiple: true, base64: false, ...options });
  const chosen: readonly Promise<ChosenFile>[] = (picked.assets ?? []).flatMap(({ file, uri }) => {
    // The bytes are in the file itself.
    URL.revokeObjectURL(uri);
    return file === undefined ? [] : [chosenFromFile(file)];
  });
  return ok(await Promise.all(chosen));
}

/** Named one by one: then phones hand on a photo in a kind that all can show. */
const PICTURES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'video/*'];

export const pickMedia = (): Picked => pick({ type: PICTURES });

export async function takePicture(): Picked {
  const taken = await launchCameraAsync({ mediaTypes: ['images'] });
  const files = (taken.assets ?? []).flatMap(({ file }) => file ?? []);
  return ok(await Promise.all(files.map(chosenFromFile)));
}

export const pickFiles = (): Picked => pick({ type: '*/*' });
