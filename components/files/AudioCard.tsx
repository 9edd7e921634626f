import Music from 'lucide-react-native/icons/music';
import Pause from 'lucide-react-native/icons/pause';
import Play from 'lucide-react-native/icons/play';
import { useAudioPlayer, useAudioPlayerStatus } from 'expo-audio';
import { type ReactElement, useEffect, useState } from 'react';
import { View } from 'react-native';

import { type FileSource, useFileSource } from '@/components/providers/use-file-source';
import { Icon } from '@/components/ui/Icon';
import { IconButton } from '@/components/ui/IconButton';

import { CardWords, FileCard } from './FileCard';
import { playWords, sizeWords } from './file-words';
import { useRoomFiles } from './room-files';
import { SeekBar } from './SeekBar';
import type { ShownFile } from './shown-file';
import { UploadRing } from './UploadCover';

interface AudioCardProps {
  readonly file: ShownFile;
  readonly width: number;
  readonly isOwn: boolean;
}

/** A sound that plays where it stands; nothing of it is read before somebody wants to hear it. */
export function AudioCard(props: AudioCardProps): ReactElement {
  const { file, width, isOwn } = props;
  const { eventId } = useRoomFiles();
  const sourceOf = useFileSource();
  const [isWanted, setWanted] = useState(false);
  const source = file.id === null ? null : sourceOf(eventId, file.id, 'content');
  if (isWanted && source !== null) return <PlayingCard {...props} source={source} />;
  const { durationMs, size, name } = file;
  return (
    <FileCard
      name={name}
      about={
        <CardWords isOwn={isOwn}>
          {durationMs === undefined ? sizeWords(size) : playWords(durationMs)}
        </CardWords>
      }
      width={width}
      isOwn={isOwn}
      lead={
        source === null ? (
          <View style={{ width: 44, alignItems: 'center' }}>
            {file.id === null ? <UploadRing file={file} /> : <Icon of={Music} />}
          </View>
        ) : (
          <IconButton label={`Play ${name}`} icon={Play} isFilled onPress={() => setWanted(true)} />
        )
      }
    />
  );
}

function PlayingCard({
  file,
  width,
  isOwn,
  source,
}: AudioCardProps & { readonly source: FileSource }): ReactElement {
  const player = useAudioPlayer(source, { updateInterval: 250 });
  const status = useAudioPlayerStatus(player);
  useEffect(() => player.play(), [player]);
  const durationMs = (status.duration > 0 ? status.duration * 1_000 : file.durationMs) ?? 0;
  const toggle = () => {
    if (status.playing) return player.pause();
    // What has ended begins anew.
    if (status.didJustFinish || status.currentTime >= status.duration) void player.seekTo(0);
    player.play();
  };
  return (
    <FileCard
      name={file.name}
      about={
        <View>
          <SeekBar
            label={`Position in ${file.name}`}
            atMs={status.currentTime * 1_000}
            durationMs={durationMs}
            isOwn={isOwn}
            onSeek={(ms) => void player.seekTo(ms / 1_000)}
          />
          <CardWords isOwn={isOwn}>
            {`${playWords(status.currentTime * 1_000)} of ${playWords(durationMs)}`}
          </CardWords>
        </View>
      }
      width={width}
      isOwn={isOwn}
      lead={
        <IconButton
          label={`${status.playing ? 'Pause' : 'Play'} ${file.name}`}
          icon={status.playing ? Pause : Play}
          isFilled
          onPress={toggle}
        />
      }
    />
  );
}
