import Camera from 'lucide-react-native/icons/camera';
import File from 'lucide-react-native/icons/file';
import Image from 'lucide-react-native/icons/image';
import Paperclip from 'lucide-react-native/icons/paperclip';
import { type ReactElement, useRef, useState } from 'react';
import { View } from 'react-native';

import { ActionMenu } from '@/components/ui/ActionMenu';
import { hasMouse } from '@/components/ui/has-mouse';
import { IconButton } from '@/components/ui/IconButton';
import type { Rect } from '@/components/ui/menu-place';
import type { ChosenFile } from '@/lib/uploads/upload';

import { pickFiles, pickMedia, takePicture } from './pick-files';
import type { Picked } from './platform-parts';

interface AttachButtonProps {
  readonly isDisabled: boolean;
  readonly onChoose: (files: readonly ChosenFile[]) => void;
  /** Says why one can't choose. */
  readonly onRefusal: (words: string) => void;
}

const WAYS = [
  { label: 'Photos and videos', icon: Image, pick: pickMedia },
  { label: 'Camera', icon: Camera, pick: takePicture },
  { label: 'File', icon: File, pick: pickFiles },
] as const;

/** Opens the ways to choose files for a message. */
export function AttachButton(props: AttachButtonProps): ReactElement {
  const { isDisabled, onChoose, onRefusal } = props;
  const button = useRef<View>(null);
  const [place, setPlace] = useState<Rect | null>(null);
  const open = () =>
    button.current?.measureInWindow((x, y, width, height) => setPlace({ x, y, width, height }));
  const choose = async (pick: () => Picked) => {
    setPlace(null);
    const picked = await pick();
    if (picked.ok) onChoose(picked.value);
    else onRefusal(picked.error);
  };
  return (
    <View ref={button}>
      <IconButton
        label="Attach files"
        icon={Paperclip}
        color="muted"
        isDisabled={isDisabled}
        isExpanded={place !== null}
        onPress={open}
      />
      {place !== null && (
        <ActionMenu
          label="Attach files"
          anchor={place}
          onClose={() => setPlace(null)}
          actions={WAYS.filter(({ pick }) => pick !== takePicture || !hasMouse()).map(
            ({ label, icon, pick }) => ({ label, icon, onPress: () => void choose(pick) }),
          )}
        />
      )}
    </View>
  );
}
