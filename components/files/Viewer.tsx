import ChevronLeft from 'lucide-react-native/icons/chevron-left';
import ChevronRight from 'lucide-react-native/icons/chevron-right';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import type { ChatMessage } from '@/components/chat/chat-rows';
import { ModalLayer } from '@/components/ui/ModalLayer';

import type { ShownFile } from './shown-file';
import { ViewerBar } from './ViewerBar';
import { ViewerButton } from './ViewerButton';
import { ZoomedPicture } from './ZoomedPicture';

interface ViewerProps {
  readonly message: ChatMessage;
  /** Of the message. */
  readonly pictures: readonly ShownFile[];
  /** Which of them is shown. */
  readonly index: number;
  readonly onShow: (key: string) => void;
  readonly onClose: () => void;
}

/** A message's pictures, one at a time, on the whole screen. Drawing it opens it. */
export function Viewer(props: ViewerProps): ReactElement | null {
  const { message, pictures, index, onShow, onClose } = props;
  const picture = pictures[index];
  const step = (by: number) => {
    const next = pictures[index + by];
    if (next !== undefined) onShow(next.key);
  };
  if (picture === undefined) return null;
  const place = pictures.length > 1 ? `${index + 1} of ${pictures.length}` : null;
  return (
    <ModalLayer
      visible
      isFading
      onRequestClose={onClose}
      aria-label={`Picture ${place === null ? '' : `${place}, `}${picture.name}`}
    >
      <View style={styles.ground}>
        <ViewerBar message={message} picture={picture} place={place} onClose={onClose} />
        <View style={styles.stage}>
          <ZoomedPicture key={picture.key} picture={picture} onStep={step} onClose={onClose} />
          {index > 0 && (
            <View style={[styles.arrow, styles.left]}>
              <ViewerButton label="Previous picture" icon={ChevronLeft} onPress={() => step(-1)} />
            </View>
          )}
          {index < pictures.length - 1 && (
            <View style={[styles.arrow, styles.right]}>
              <ViewerButton label="Next picture" icon={ChevronRight} onPress={() => step(1)} />
            </View>
          )}
        </View>
      </View>
    </ModalLayer>
  );
}

const styles = {
  ground: { flex: 1, backgroundColor: '#0A0C0B' },
  stage: { flex: 1, minHeight: 0, overflow: 'hidden' },
  arrow: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    justifyContent: 'center',
    pointerEvents: 'box-none',
  },
  left: { left: 8 },
  right: { right: 8 },
} as const;
