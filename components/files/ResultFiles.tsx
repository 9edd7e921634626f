import { Image } from 'expo-image';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { useFileSource } from '@/components/providers/use-file-source';
import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import type { Attachment } from '@/protocol/wire';

import { KIND_ICONS } from './FileTile';
import { sizeWords } from './file-words';

interface ResultFilesProps {
  readonly eventId: string;
  readonly files: readonly Attachment[];
}

/** What a found message brings: small pictures, and the names of the rest. The message opens them. */
export function ResultFiles({ eventId, files }: ResultFilesProps): ReactElement {
  const styles = useStyles();
  const sourceOf = useFileSource();
  return (
    <View style={styles.files}>
      {files.map(({ id, kind, name, size, placeholder }) =>
        kind === 'image' ? (
          <Image
            key={id}
            source={sourceOf(eventId, id, 'thumbnail')}
            placeholder={placeholder === undefined ? null : { thumbhash: placeholder }}
            placeholderContentFit="cover"
            contentFit="cover"
            alt={name}
            accessibilityLabel={name}
            style={styles.picture}
          />
        ) : (
          <View key={id} style={styles.card}>
            <Icon of={KIND_ICONS[kind]} size={16} color="muted" />
            <Copy size="small" weight="medium" numberOfLines={1} style={{ flexShrink: 1 }}>
              {name}
            </Copy>
            <Copy size="tiny" tone="muted">
              {sizeWords(size)}
            </Copy>
          </View>
        ),
      )}
    </View>
  );
}

const SIDE = 72;

const useStyles = createStyles((palette) => ({
  files: { flexDirection: 'row', flexWrap: 'wrap', gap: space.xxs, paddingTop: space.xxs },
  picture: {
    width: SIDE,
    height: SIDE,
    borderRadius: radius.sm,
    overflow: 'hidden',
    backgroundColor: palette.sunken,
  },
  card: {
    maxWidth: '100%',
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.xs,
    paddingHorizontal: space.sm,
    paddingVertical: space.xs,
    borderRadius: radius.sm,
    backgroundColor: palette.sunken,
  },
}));
