import { Image } from 'expo-image';
import { type ReactElement, useRef, useState } from 'react';
import { type LayoutRectangle, View } from 'react-native';

import { useFileSource } from '@/components/providers/use-file-source';

import { useRoomFiles, useUpload } from './room-files';
import type { ShownFile } from './shown-file';
import { useViewerKeys } from './viewer-keys';
import { useViewerTouches } from './use-viewer-touches';
import { doubled, fitted, moved, type Place, pullMeans, scaled, WHOLE } from './viewer-zoom';

interface ZoomedPictureProps {
  readonly picture: ShownFile;
  /** To another picture. */
  readonly onStep: (by: number) => void;
  readonly onClose: () => void;
}

const NO_ROOM = { width: 1, height: 1 };
const ORIGIN: Place = { x: 0, y: 0 };

/** A picture that fingers, the wheel and keys make larger and move. */
export function ZoomedPicture({ picture, onStep, onClose }: ZoomedPictureProps): ReactElement {
  const view = useRef<View>(null);
  const [frame, setFrame] = useState<Pick<LayoutRectangle, 'width' | 'height'>>(NO_ROOM);
  const [zoom, setZoom] = useState(WHOLE);
  const [pull, setPull] = useState(ORIGIN);
  const bounds = { frame, whole: fitted(picture, frame) };
  const isLarge = zoom.scale > 1;
  const onZoom = (factor: number, at: Place) => setZoom((now) => scaled(now, factor, at, bounds));
  const onMove = (by: Place) => setZoom((now) => moved(now, by, bounds));
  const touches = useViewerTouches({
    onZoom,
    onDouble: (at) => setZoom((now) => doubled(now, at, bounds)),
    onMove: (by) => (isLarge ? onMove(by) : setPull(({ x, y }) => ({ x: x + by.x, y: y + by.y }))),
    onEnd() {
      setPull(ORIGIN);
      const meant = isLarge ? null : pullMeans(pull);
      if (meant === 'close') onClose();
      else if (meant !== null) onStep(meant === 'next' ? 1 : -1);
    },
    frame,
  });
  useViewerKeys(view, { onZoom, onMove, onStep, isLarge });
  const sources = useSources(picture);
  return (
    <View
      ref={view}
      {...touches}
      onLayout={({ nativeEvent }) => setFrame(nativeEvent.layout)}
      style={[{ flex: 1, touchAction: 'none', cursor: isLarge ? 'grab' : 'auto' } as object]}
    >
      <View
        style={{
          flex: 1,
          pointerEvents: 'none',
          transform: [
            { translateX: zoom.x + pull.x },
            { translateY: zoom.y + pull.y },
            { scale: zoom.scale },
          ],
        }}
      >
        <Image
          {...sources}
          alt={picture.name}
          accessibilityLabel={picture.name}
          contentFit="contain"
          placeholderContentFit="contain"
          style={{ flex: 1 }}
        />
      </View>
    </View>
  );
}

/** The picture itself, and what is shown until it is there. */
function useSources(picture: ShownFile) {
  const { eventId } = useRoomFiles();
  const sourceOf = useFileSource();
  const upload = useUpload(picture.key);
  if (picture.id === null) return { source: { uri: upload?.file.previewUri ?? '' } };
  return {
    source: sourceOf(eventId, picture.id, 'content'),
    placeholder: sourceOf(eventId, picture.id, 'thumbnail'),
  };
}
