import { File, Paths } from 'expo-file-system';
import { shareAsync } from 'expo-sharing';
import type { PressableProps } from 'react-native';

import { type FileSource, useFileSource } from '@/components/providers/use-file-source';

import type { ShownFile } from './shown-file';

/** What a press needs that downloads a file; `null` as long as it can't be had. On phones it is handed on to other apps, or kept. */
export function useDownload(
  eventId: string,
  file: Pick<ShownFile, 'id' | 'name' | 'type'>,
): PressableProps | null {
  const sourceOf = useFileSource();
  const source = file.id === null ? null : sourceOf(eventId, file.id, 'content');
  if (source === null) return null;
  return { role: 'button', onPress: () => void handOn(source, file) };
}

async function handOn(
  { uri, headers }: FileSource,
  { name, type }: Pick<ShownFile, 'name' | 'type'>,
): Promise<void> {
  const place = new File(Paths.cache, name.replaceAll('/', '_'));
  const options = { idempotent: true, ...(headers !== undefined && { headers }) };
  try {
    const file = await File.downloadFileAsync(uri, place, options);
    await shareAsync(file.uri, { mimeType: type, dialogTitle: name });
  } catch {
    // Without a connection, or thought better of: the button is still there.
  }
}
