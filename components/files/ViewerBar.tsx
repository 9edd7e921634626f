import Download from 'lucide-react-native/icons/download';
import X from 'lucide-react-native/icons/x';
import type { ReactElement } from 'react';
import { View } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';

import type { ChatMessage } from '@/components/chat/chat-rows';
import { momentWords } from '@/components/chat/day-words';
import { Copy } from '@/components/ui/Copy';
import { space } from '@/components/ui/tokens';

import { useRoomFiles } from './room-files';
import type { ShownFile } from './shown-file';
import { useDownload } from './use-download';
import { ViewerButton } from './ViewerButton';

interface ViewerBarProps {
  readonly message: ChatMessage;
  readonly picture: ShownFile;
  /** Which of how many; `null` for one alone. */
  readonly place: string | null;
  readonly onClose: () => void;
}

/** Whose picture it is, and when it was sent; the ways to keep it and back. */
export function ViewerBar({ message, picture, place, onClose }: ViewerBarProps): ReactElement {
  const { eventId } = useRoomFiles();
  const { top } = useSafeAreaInsets();
  const download = useDownload(eventId, picture);
  const about = [momentWords(message.createdAt), place].filter((words) => words !== null);
  return (
    <View style={[styles.bar, { paddingTop: top + space.xs }]}>
      <View style={styles.words}>
        <Copy weight="strong" numberOfLines={1} style={styles.white}>
          {message.userName}
        </Copy>
        <Copy size="small" numberOfLines={1} style={styles.pale}>
          {about.join(' · ')}
        </Copy>
      </View>
      {download !== null && (
        <ViewerButton label={`Download ${picture.name}`} icon={Download} {...download} />
      )}
      <ViewerButton label="Close" icon={X} onPress={onClose} />
    </View>
  );
}

const styles = {
  bar: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.xs,
    paddingHorizontal: space.md,
    paddingBottom: space.xs,
  },
  words: { flex: 1, minWidth: 0 },
  white: { color: '#FFFFFF' },
  pale: { color: '#C9D2CC' },
} as const;
