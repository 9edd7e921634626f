import Clock from 'lucide-react-native/icons/clock';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Icon } from '@/components/ui/Icon';
import { createStyles, usePalette } from '@/components/ui/theme';
import { isUnderWay, partSent } from '@/lib/uploads/upload';

import { ProgressRing } from './ProgressRing';
import { useUpload } from './room-files';
import type { ShownFile } from './shown-file';

/** Over a file that is on its way from here: how far it is. */
export function UploadCover({ file }: { readonly file: ShownFile }): ReactElement | null {
  const styles = useStyles();
  if (file.id !== null) return null;
  return (
    <View style={styles.cover}>
      <UploadRing file={file} />
    </View>
  );
}

/** How far a file is; a clock where its bytes are elsewhere. */
export function UploadRing({ file }: { readonly file: ShownFile }): ReactElement {
  const { text, line } = usePalette();
  const upload = useUpload(file.key);
  if (upload === undefined || !isUnderWay(upload)) return <Icon of={Clock} color="text" />;
  return (
    <ProgressRing
      part={partSent(upload)}
      color={text}
      trackColor={line}
      label={`${file.name}, uploaded`}
    />
  );
}

const useStyles = createStyles((palette) => ({
  cover: {
    position: 'absolute',
    inset: 0,
    alignItems: 'center',
    justifyContent: 'center',
    backgroundColor: palette.scrim,
  },
}));
