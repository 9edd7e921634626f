import { memo, type ReactElement } from 'react';
import { useWindowDimensions, View } from 'react-native';

import type { ChatMessage } from '@/components/chat/chat-rows';

import { AudioCard } from './AudioCard';
import { DocumentCard } from './DocumentCard';
import { ImageGrid } from './ImageGrid';
import type { ShownFile } from './shown-file';
import { VideoBlock } from './VideoBlock';

const MAX_WIDTH = 340;
/** What a message has of a phone's width, and what stands beside and around the files in it. */
const SHARE = 0.82;
const AROUND = 62;

interface MessageFilesProps {
  readonly message: Pick<ChatMessage, 'key' | 'files'>;
  readonly isOwn: boolean;
}

/** What a message brings: its pictures in a grid, then the rest in their order. */
export const MessageFiles = memo(({ message, isOwn }: MessageFilesProps): ReactElement => {
  const width = useFilesWidth();
  const pictures = message.files.filter(({ kind }) => kind === 'image');
  const others = message.files.filter(({ kind }) => kind !== 'image');
  return (
    <View style={{ gap: 4 }}>
      {pictures.length > 0 && (
        <ImageGrid messageKey={message.key} pictures={pictures} width={width} />
      )}
      {others.map((file) => (
        <Other key={file.key} file={file} width={width} isOwn={isOwn} />
      ))}
    </View>
  );
});
MessageFiles.displayName = 'MessageFiles';

/** So much of the screen that nothing moves when a picture comes. */
export function useFilesWidth(): number {
  const { width } = useWindowDimensions();
  return Math.max(180, Math.min(MAX_WIDTH, Math.floor(width * SHARE) - AROUND));
}

interface OtherProps {
  readonly file: ShownFile;
  readonly width: number;
  readonly isOwn: boolean;
}

function Other({ file, width, isOwn }: OtherProps): ReactElement {
  if (file.kind === 'video') return <VideoBlock file={file} width={width} />;
  if (file.kind === 'audio') return <AudioCard file={file} width={width} isOwn={isOwn} />;
  return <DocumentCard file={file} width={width} isOwn={isOwn} />;
}
