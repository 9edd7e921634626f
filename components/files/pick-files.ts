import { getDocumentAsync } from 'expo-document-picker';
import {
  type ImagePickerAsset,
  launchCameraAsync,
  launchImageLibraryAsync,
  requestCameraPermissionsAsync,
  UIImagePickerPreferredAssetRepresentationMode,
} from 'expo-image-picker';

import type { ChosenFile } from '@/lib/uploads/upload';
import { fail, ok } from '@/protocol/result';

import { kindOf } from './file-words';
import type { Picked } from './platform-parts';

export async function pickMedia(): Picked {
  const picked = await launchImageLibraryAsync({
    mediaTypes: ['images', 'videos'],
    allowsMultipleSelection: true,
    orderedSelection: true,
    // A kind that all can show.
    preferredAssetRepresentationMode: UIImagePickerPreferredAssetRepresentationMode.Compatible,
  });
  return ok((picked.assets ?? []).map(fromAsset));
}

const NO_CAMERA =
  'Hallway may not use the camera. You can allow it in the settings of this device.';

export async function takePicture(): Picked {
  if (!(await requestCameraPermissionsAsync()).granted) return fail(NO_CAMERA);
  const taken = await launchCameraAsync({ mediaTypes: ['images', 'videos'] });
  return ok((taken.assets ?? []).map(fromAsset));
}

export async function pickFiles(): Picked {
  const picked = await getDocumentAsync({ multiple: true, copyToCacheDirectory: true });
  const files = (picked.assets ?? []).map(({ uri, name, mimeType = '', size = 0 }) => {
    const kind = kindOf(mimeType);
    const preview = kind === 'image' ? { previewUri: uri } : {};
    return { name, type: mimeType, kind, size, source: { uri }, ...preview };
  });
  return ok(files);
}

function fromAsset(asset: ImagePickerAsset): ChosenFile {
  const { uri, fileName, mimeType, fileSize = 0, width, height, type } = asset;
  const kind = type === 'video' ? 'video' : 'image';
  return {
    name: fileName ?? uri.split('/').at(-1) ?? kind,
    type: mimeType ?? (kind === 'video' ? 'video/mp4' : 'image/jpeg'),
    kind,
    size: fileSize,
    source: { uri },
    ...(kind === 'image' && { previewUri: uri, width, height }),
  };
}
