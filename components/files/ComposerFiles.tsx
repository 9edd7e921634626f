import X from 'lucide-react-native/icons/x';
import type { ReactElement } from 'react';
import { ScrollView, View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { IconButton } from '@/components/ui/IconButton';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';

import type { ComposerFiles as Files } from './composer-files';
import { FileTile } from './FileTile';
import type { ComposerFilesView } from './use-composer-files';
import { useUploadWords } from './use-upload-words';

interface ComposerFilesProps {
  readonly files: Files;
  readonly view: ComposerFilesView;
}

/** Above what is being written: the files that go with it, and why some do not. */
export function ComposerFiles({ files, view }: ComposerFilesProps): ReactElement {
  const styles = useStyles();
  const { uploads, words } = view;
  return (
    <>
      {words !== null && (
        <View style={styles.words}>
          <Copy size="small" tone="danger" role="alert" style={{ flex: 1 }}>
            {words}
          </Copy>
          <IconButton label="Dismiss" icon={X} color="muted" onPress={view.dismiss} />
        </View>
      )}
      {uploads.length > 0 && (
        <ScrollView
          horizontal
          role="list"
          aria-label="Files of your message"
          showsHorizontalScrollIndicator={false}
          contentContainerStyle={styles.tiles}
          style={{ flexGrow: 0 }}
        >
          {uploads.map((upload) => (
            <FileTile key={upload.key} upload={upload} files={files} />
          ))}
        </ScrollView>
      )}
      <ProgressWords uploads={uploads} />
    </>
  );
}

/** For who can't see the rings; now and then, not at each step. */
function ProgressWords({ uploads }: Pick<ComposerFilesView, 'uploads'>): ReactElement {
  const styles = useStyles();
  const words = useUploadWords(uploads);
  return (
    <View role="status" aria-live="polite" style={styles.readOut}>
      <Copy size="tiny">{words}</Copy>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  words: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.xs,
    paddingLeft: space.sm,
    borderRadius: radius.md,
    backgroundColor: palette.dangerSoft,
  },
  readOut: { position: 'absolute', width: 1, height: 1, overflow: 'hidden', opacity: 0 },
  tiles: { gap: space.xs, paddingVertical: space.xxs },
}));
