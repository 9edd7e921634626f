import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Notice } from '@/components/ui/Notice';
import { Sheet } from '@/components/ui/Sheet';
import { useVisibility } from '@/hooks/useVisibility';
import type { RoomPresence } from '@/hooks/useEventRoom';
import { NAMED_PRESENT_MAX } from '@/protocol/wire';

import { manyWords } from './here-words';
import { PresentRow } from './PresentRow';

interface PeopleSheetProps extends RoomPresence {
  readonly ownUserId: string;
  readonly onClose: () => void;
}

/** Everybody who has the chat open, as it is now; a number where they are many. Drawing it opens it. */
export function PeopleSheet(props: PeopleSheetProps): ReactElement {
  const { online, people, ownUserId, onClose } = props;
  const { isInvisible } = useVisibility();
  return (
    <Sheet title="Here now" onClose={onClose}>
      {isInvisible === true && (
        <Notice
          tone="info"
          text="You appear offline: nobody sees you here. Your profile has the switch."
        />
      )}
      {people === null && online > NAMED_PRESENT_MAX && (
        <Copy>{manyWords(online, NAMED_PRESENT_MAX)}</Copy>
      )}
      {people?.length === 0 && <Copy tone="muted">Nobody else is here right now.</Copy>}
      <View role="list" aria-label="People here now">
        {people?.map((person) => (
          <PresentRow key={person.userId} person={person} isOneself={person.userId === ownUserId} />
        ))}
      </View>
    </Sheet>
  );
}
