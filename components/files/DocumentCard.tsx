import Download from 'lucide-react-native/icons/download';
import FileText from 'lucide-react-native/icons/file-text';
import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { Icon } from '@/components/ui/Icon';
import { isHovered } from '@/components/ui/interactive';
import { createStyles } from '@/components/ui/theme';
import { radius, TARGET_MIN_SIZE } from '@/components/ui/tokens';

import { CardWords, FileCard } from './FileCard';
import { endingWords, sizeWords } from './file-words';
import { useRoomFiles } from './room-files';
import type { ShownFile } from './shown-file';
import { UploadRing } from './UploadCover';
import { useDownload } from './use-download';

interface DocumentCardProps {
  readonly file: ShownFile;
  readonly width: number;
  readonly isOwn: boolean;
}

/** A file to download: all of it does that. */
export function DocumentCard({ file, width, isOwn }: DocumentCardProps): ReactElement {
  const styles = useStyles();
  const { eventId } = useRoomFiles();
  const download = useDownload(eventId, file);
  const about = `${endingWords(file)} · ${sizeWords(file.size)}`;
  const color = isOwn ? 'onBubbleOwn' : 'accent';
  const card = (
    <FileCard
      name={file.name}
      about={<CardWords isOwn={isOwn}>{about}</CardWords>}
      width={width}
      isOwn={isOwn}
      lead={
        <View style={[styles.sort, isOwn && styles.sortOwn]}>
          {file.id === null ? <UploadRing file={file} /> : <Icon of={FileText} color={color} />}
        </View>
      }
      end={download !== null && <Icon of={Download} size={18} color={color} />}
    />
  );
  if (download === null) return card;
  return (
    <Pressable
      {...download}
      aria-label={`Download ${file.name}, ${about}`}
      style={(state) => [styles.press, (state.pressed || isHovered(state)) && styles.active]}
    >
      {card}
    </Pressable>
  );
}

const useStyles = createStyles((palette) => ({
  press: { borderRadius: radius.md, minHeight: TARGET_MIN_SIZE },
  active: { opacity: 0.82 },
  sort: {
    width: TARGET_MIN_SIZE,
    height: TARGET_MIN_SIZE,
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: radius.sm,
    backgroundColor: palette.surface,
  },
  sortOwn: { backgroundColor: 'rgba(255, 255, 255, 0.14)' },
}));
