import CircleAlert from 'lucide-react-native/icons/circle-alert';
import ImageIcon from 'lucide-react-native/icons/image';
import FileText from 'lucide-react-native/icons/file-text';
import Film from 'lucide-react-native/icons/film';
import Music from 'lucide-react-native/icons/music';
import Pause from 'lucide-react-native/icons/pause';
import Play from 'lucide-react-native/icons/play';
import X from 'lucide-react-native/icons/x';
import type { LucideIcon } from 'lucide-react-native';
import { Image } from 'expo-image';
import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { createStyles, usePalette } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import { partSent, type Upload } from '@/lib/uploads/upload';
import type { FileKind } from '@/protocol/wire';

import type { ComposerFiles } from './composer-files';
import { sizeWords } from './file-words';
import { ProgressRing } from './ProgressRing';

export const KIND_ICONS: Readonly<Record<FileKind, LucideIcon>> = {
  image: ImageIcon,
  document: FileText,
  video: Film,
  audio: Music,
};

interface FileTileProps {
  readonly upload: Upload;
  readonly files: Pick<ComposerFiles, 'pause' | 'resume' | 'retry' | 'remove'>;
}

/** A file that goes with what is being written: a picture of it, how far it is, and what one may do about it. */
export function FileTile({ upload, files }: FileTileProps): ReactElement {
  const styles = useStyles();
  const { key, file, state } = upload;
  const isRefused = state.status === 'refused';
  return (
    <View
      role="listitem"
      aria-label={`${file.name}, ${stateWords(upload)}`}
      style={[styles.tile, isRefused && styles.refused]}
    >
      <View style={styles.face}>
        <Face upload={upload} />
        <Progress upload={upload} files={files} />
      </View>
      <View style={styles.words}>
        <Copy size="small" weight="medium" numberOfLines={1}>
          {file.name}
        </Copy>
        <Copy
          size="tiny"
          tone={isRefused ? 'danger' : 'muted'}
          role={isRefused ? 'alert' : undefined}
          numberOfLines={isRefused ? 4 : 2}
        >
          {stateWords(upload)}
        </Copy>
        {isRefused && (
          <View style={styles.buttons}>
            {state.error.retryable && (
              <TileButton label="Try again" of={file.name} onPress={() => files.retry(key)} />
            )}
            <TileButton label="Remove" of={file.name} onPress={() => files.remove(key)} />
          </View>
        )}
      </View>
      {!isRefused && (
        <Pressable
          role="button"
          aria-label={`Remove ${file.name}`}
          hitSlop={10}
          onPress={() => files.remove(key)}
          style={styles.cross}
        >
          <Icon of={X} size={14} color="text" />
        </Pressable>
      )}
    </View>
  );
}

function Face({ upload: { file } }: Pick<FileTileProps, 'upload'>): ReactElement {
  const styles = useStyles();
  if (file.previewUri !== undefined) {
    return (
      <Image source={{ uri: file.previewUri }} alt="" contentFit="cover" style={styles.picture} />
    );
  }
  return (
    <View style={[styles.picture, styles.sort]}>
      <Icon of={KIND_ICONS[file.kind]} size={24} color="muted" />
    </View>
  );
}

/** The ring pauses and goes on. */
function Progress({ upload, files }: FileTileProps): ReactElement | null {
  const styles = useStyles();
  const { key, file, state } = upload;
  if (state.status === 'ready') return null;
  if (state.status === 'refused') {
    return (
      <View style={[styles.picture, styles.over]}>
        <Icon of={CircleAlert} size={22} color="danger" />
      </View>
    );
  }
  const isPaused = state.status === 'paused';
  const isStill = state.status === 'checking';
  const label = isPaused ? `Resume ${file.name}` : `Pause ${file.name}`;
  return (
    <Pressable
      role="button"
      aria-label={label}
      aria-disabled={isStill}
      disabled={isStill}
      onPress={() => (isPaused ? files.resume(key) : files.pause(key))}
      style={[styles.picture, styles.over]}
    >
      <Ring upload={upload} />
    </Pressable>
  );
}

function Ring({ upload }: Pick<FileTileProps, 'upload'>): ReactElement {
  const { text, line } = usePalette();
  return (
    <ProgressRing
      part={partSent(upload)}
      size={36}
      color={text}
      trackColor={line}
      label={`${upload.file.name}, uploaded`}
    >
      <Icon of={upload.state.status === 'paused' ? Play : Pause} size={16} color="text" />
    </ProgressRing>
  );
}

interface TileButtonProps {
  readonly label: string;
  readonly of: string;
  readonly onPress: () => void;
}

function TileButton({ label, of, onPress }: TileButtonProps): ReactElement {
  return (
    <Pressable role="button" aria-label={`${label}: ${of}`} hitSlop={8} onPress={onPress}>
      <Copy size="small" weight="strong" tone="accent">
        {label}
      </Copy>
    </Pressable>
  );
}

function stateWords(upload: Upload): string {
  const { file, state } = upload;
  switch (state.status) {
    case 'waiting':
      return 'Waiting';
    case 'sending':
      return state.isInterrupted
        ? 'Waiting for the connection'
        : `${Math.floor(partSent(upload) * 100)} % of ${sizeWords(file.size)}`;
    case 'paused':
      return `Paused at ${Math.floor(partSent(upload) * 100)} %`;
    case 'checking':
      return 'Being checked';
    case 'ready':
      return sizeWords(file.size);
    case 'refused':
      return state.error.message;
  }
}

const FACE = 56;

const useStyles = createStyles((palette) => ({
  tile: {
    width: 216,
    flexDirection: 'row',
    gap: space.xs,
    padding: 6,
    borderRadius: radius.md,
    borderWidth: 1,
    borderColor: palette.line,
    backgroundColor: palette.surface,
  },
  refused: { width: 260, borderColor: palette.danger },
  face: { width: FACE, height: FACE },
  picture: { width: FACE, height: FACE, borderRadius: radius.sm },
  sort: { alignItems: 'center', justifyContent: 'center', backgroundColor: palette.sunken },
  over: {
    position: 'absolute',
    inset: 0,
    alignItems: 'center',
    justifyContent: 'center',
    backgroundColor: palette.scrim,
  },
  words: { flex: 1, minWidth: 0, justifyContent: 'center', paddingRight: space.md },
  buttons: { flexDirection: 'row', gap: space.sm, paddingTop: 2 },
  cross: {
    position: 'absolute',
    top: 2,
    right: 2,
    width: 28,
    height: 28,
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: radius.full,
  },
}));
