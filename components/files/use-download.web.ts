import type { PressableProps } from 'react-native';

import { useFileSource } from '@/components/providers/use-file-source';

import type { ShownFile } from './shown-file';

/** What a press needs that downloads a file; `null` as long as it can't be had. On the web it is a link. */
export function useDownload(
  eventId: string,
  { id, name }: Pick<ShownFile, 'id' | 'name' | 'type'>,
): PressableProps | null {
  const sourceOf = useFileSource();
  const source = id === null ? null : sourceOf(eventId, id, 'content');
  if (source === null) return null;
  // React Native's types lack what its views can do on the web.
  return { role: 'link', href: source.uri, hrefAttrs: { download: name } } as PressableProps;
}
