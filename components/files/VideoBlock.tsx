import Play from 'lucide-react-native/icons/play';
import { useVideoPlayer, VideoView } from 'expo-video';
import { type ReactElement, useState } from 'react';
import { Pressable, View } from 'react-native';

import { type FileSource, useFileSource } from '@/components/providers/use-file-source';
import { Copy } from '@/components/ui/Copy';
import { radius, space } from '@/components/ui/tokens';

import { playWords, sizeWords } from './file-words';
import { useRoomFiles } from './room-files';
import type { ShownFile } from './shown-file';
import { UploadCover } from './UploadCover';

interface VideoBlockProps {
  readonly file: ShownFile;
  readonly width: number;
}

/** What most videos are, so that nothing moves when one begins. */
const SHAPE = 9 / 16;

/** A video that plays where it stands, with controls; nothing of it is read before somebody wants to see it. */
export function VideoBlock({ file, width }: VideoBlockProps): ReactElement {
  const { eventId } = useRoomFiles();
  const sourceOf = useFileSource();
  const [isWanted, setWanted] = useState(false);
  const source = file.id === null ? null : sourceOf(eventId, file.id, 'content');
  const size = { width, height: Math.round(width * SHAPE) };
  if (isWanted && source !== null) {
    return (
      <View style={[styles.block, size]}>
        <Playing source={source} name={file.name} />
      </View>
    );
  }
  return (
    <Pressable
      role="button"
      aria-label={`Play video ${file.name}`}
      aria-disabled={source === null}
      disabled={source === null}
      onPress={() => setWanted(true)}
      style={[styles.block, size]}
    >
      <View style={styles.disc}>
        <Play size={26} color="#FFFFFF" fill="#FFFFFF" aria-hidden />
      </View>
      <View style={styles.words}>
        <Copy size="tiny" weight="medium" numberOfLines={1} style={styles.white}>
          {[file.name, aboutOf(file)].join(' · ')}
        </Copy>
      </View>
      <UploadCover file={file} />
    </Pressable>
  );
}

const aboutOf = ({ durationMs, size }: ShownFile): string =>
  durationMs === undefined ? sizeWords(size) : playWords(durationMs);

function Playing({ source, name }: { readonly source: FileSource; readonly name: string }) {
  const player = useVideoPlayer(source, (made) => made.play());
  return (
    <VideoView
      player={player}
      nativeControls
      contentFit="contain"
      accessibilityLabel={name}
      style={{ flex: 1 }}
    />
  );
}

const styles = {
  block: {
    alignItems: 'stretch',
    justifyContent: 'center',
    overflow: 'hidden',
    borderRadius: radius.lg - 4,
    backgroundColor: '#17211C',
  },
  disc: {
    alignSelf: 'center',
    width: 56,
    height: 56,
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: radius.full,
    backgroundColor: 'rgba(255, 255, 255, 0.18)',
  },
  words: { position: 'absolute', left: space.sm, right: space.sm, bottom: space.xs },
  white: { color: '#FFFFFF' },
} as const;
