import Upload from 'lucide-react-native/icons/upload';
import { type ReactElement, type ReactNode, useCallback, useRef } from 'react';
import { View } from 'react-native';

import { useComposerGate } from '@/components/moderation/use-composer-gate';
import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import type { OwnStanding } from '@/lib/event-room';
import type { ChosenFile } from '@/lib/uploads/upload';

import { chosenFromFile } from './chosen-file';
import { useFileDrop } from './use-file-drop';

interface FileDropZoneProps {
  readonly standing: OwnStanding | null;
  /** Whether a message is being changed, which keeps the files that it has. */
  readonly isEditing: boolean;
  readonly onChoose: (files: readonly ChosenFile[]) => void;
  readonly children: ReactNode;
}

/** Takes what is dropped on what is inside, or pasted, where there is a mouse or a clipboard. */
export function FileDropZone(props: FileDropZoneProps): ReactElement {
  const { standing, isEditing, onChoose, children } = props;
  const styles = useStyles();
  const view = useRef<View>(null);
  const isOpen = useComposerGate(standing) === null && !isEditing;
  const onFiles = useCallback(
    (files: readonly File[]) => void Promise.all(files.map(chosenFromFile)).then(onChoose),
    [onChoose],
  );
  const isOver = useFileDrop(view, { onFiles: isOpen ? onFiles : null });
  return (
    <View ref={view} style={{ flex: 1, minHeight: 0 }}>
      {children}
      {isOver && (
        <View style={styles.over}>
          <View style={styles.frame}>
            <Icon of={Upload} size={36} color="accent" />
            <Copy weight="strong" tone="accent">
              Drop files to add them to your message
            </Copy>
          </View>
        </View>
      )}
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  over: {
    position: 'absolute',
    inset: 0,
    zIndex: 5,
    padding: space.md,
    backgroundColor: palette.scrim,
    pointerEvents: 'none',
  },
  frame: {
    flex: 1,
    alignItems: 'center',
    justifyContent: 'center',
    gap: space.sm,
    borderWidth: 2,
    borderStyle: 'dashed',
    borderColor: palette.accent,
    borderRadius: radius.lg,
    backgroundColor: palette.scrim,
  },
}));
