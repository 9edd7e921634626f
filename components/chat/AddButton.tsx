import Camera from 'lucide-react-native/icons/camera';
import ChartBar from 'lucide-react-native/icons/chart-bar';
import File from 'lucide-react-native/icons/file';
import Image from 'lucide-react-native/icons/image';
import Plus from 'lucide-react-native/icons/plus';
import { type ReactElement, useRef, useState } from 'react';
import { View } from 'react-native';

import { pickFiles, pickMedia, takePicture } from '@/components/files/pick-files';
import type { Picked } from '@/components/files/platform-parts';
import { NewPoll } from '@/components/polls/NewPoll';
import { ActionMenu } from '@/components/ui/ActionMenu';
import { hasMouse } from '@/components/ui/has-mouse';
import { IconButton } from '@/components/ui/IconButton';
import type { Rect } from '@/components/ui/menu-place';
import type { EventRoomView } from '@/hooks/useEventRoom';
import type { ChosenFile } from '@/lib/uploads/upload';

interface AddButtonProps {
  readonly isDisabled: boolean;
  readonly onChoose: (files: readonly ChosenFile[]) => void;
  /** Says why one can't choose. */
  readonly onRefusal: (words: string) => void;
  /** `null`: one may not ask polls. */
  readonly createPoll: EventRoomView['createPoll'] | null;
}

const WAYS = [
  { label: 'Photos and videos', icon: Image, pick: pickMedia },
  { label: 'Camera', icon: Camera, pick: takePicture },
  { label: 'File', icon: File, pick: pickFiles },
] as const;

/** Opens what one may put into the chat beside words. */
export function AddButton(props: AddButtonProps): ReactElement {
  const { isDisabled, onChoose, onRefusal, createPoll } = props;
  const button = useRef<View>(null);
  const [place, setPlace] = useState<Rect | null>(null);
  const [isAsking, setAsking] = useState(false);
  const open = () =>
    button.current?.measureInWindow((x, y, width, height) => setPlace({ x, y, width, height }));
  const choose = async (pick: () => Picked) => {
    setPlace(null);
    const picked = await pick();
    if (picked.ok) onChoose(picked.value);
    else onRefusal(picked.error);
  };
  const ways = WAYS.filter(({ pick }) => pick !== takePicture || !hasMouse()).map(
    ({ label, icon, pick }) => ({ label, icon, onPress: () => void choose(pick) }),
  );
  const ask = () => {
    setPlace(null);
    setAsking(true);
  };
  const poll = { label: 'Poll', icon: ChartBar, onPress: ask };
  return (
    <View ref={button}>
      <IconButton
        label="Add"
        icon={Plus}
        color="muted"
        isDisabled={isDisabled}
        isExpanded={place !== null}
        onPress={open}
      />
      {place !== null && (
        <ActionMenu
          label="Add"
          anchor={place}
          onClose={() => setPlace(null)}
          actions={createPoll === null ? ways : [...ways, poll]}
        />
      )}
      {isAsking && createPoll !== null && (
        <NewPoll createPoll={createPoll} onClose={() => setAsking(false)} />
      )}
    </View>
  );
}
