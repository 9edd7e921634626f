import { Image } from 'expo-image';
import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { useFileSource } from '@/components/providers/use-file-source';
import { createStyles } from '@/components/ui/theme';
import { radius } from '@/components/ui/tokens';

import { GAP, gridRows, singleSize, type Size } from './image-layout';
import { useRoomFiles, useUpload } from './room-files';
import type { ShownFile } from './shown-file';
import { UploadCover } from './UploadCover';

interface ImageGridProps {
  readonly messageKey: string;
  readonly pictures: readonly ShownFile[];
  readonly width: number;
}

/** A message's pictures; each has its place before it is there, and opens the viewer. */
export function ImageGrid({ messageKey, pictures, width }: ImageGridProps): ReactElement {
  const styles = useStyles();
  const [first] = pictures;
  const rows =
    pictures.length === 1 ? [[singleSize(first, width)]] : gridRows(pictures.length, width);
  const starts = rows.map((_, index) => rows.slice(0, index).flat().length);
  return (
    <View style={styles.grid}>
      {rows.map((row, line) => (
        <View key={line} style={styles.row}>
          {row.map((size, column) => {
            const picture = pictures[(starts[line] ?? 0) + column];
            return picture === undefined ? null : (
              <GridPicture key={picture.key} {...{ messageKey, picture, size }} />
            );
          })}
        </View>
      ))}
    </View>
  );
}

interface GridPictureProps {
  readonly messageKey: string;
  readonly picture: ShownFile;
  readonly size: Size;
}

function GridPicture({ messageKey, picture, size }: GridPictureProps): ReactElement {
  const styles = useStyles();
  const { eventId, onView } = useRoomFiles();
  return (
    <Pressable
      role="button"
      aria-label={`Open picture ${picture.name}`}
      onPress={() => onView(messageKey, picture.key)}
      style={[styles.picture, size]}
    >
      <Thumbnail eventId={eventId} picture={picture} size={size} />
      <UploadCover file={picture} />
    </Pressable>
  );
}

interface ThumbnailProps {
  readonly eventId: string;
  readonly picture: ShownFile;
  readonly size: Size;
}

/** A small picture: blurred until it is there, from this device while it is on its way. */
function Thumbnail({ eventId, picture, size }: ThumbnailProps): ReactElement {
  const sourceOf = useFileSource();
  const upload = useUpload(picture.key);
  const { id, name, placeholder } = picture;
  const preview = upload?.file.previewUri;
  const local = preview === undefined ? null : { uri: preview };
  return (
    <Image
      source={local ?? (id === null ? null : sourceOf(eventId, id, 'thumbnail'))}
      placeholder={placeholder === undefined ? null : { thumbhash: placeholder }}
      placeholderContentFit="cover"
      contentFit="cover"
      alt={name}
      accessibilityLabel={name}
      style={size}
    />
  );
}

const useStyles = createStyles((palette) => ({
  grid: { gap: GAP, borderRadius: radius.lg - 4, overflow: 'hidden', alignSelf: 'flex-start' },
  row: { flexDirection: 'row', gap: GAP },
  picture: { backgroundColor: palette.sunken, overflow: 'hidden' },
}));
