import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Notice } from '@/components/ui/Notice';
import { Sheet } from '@/components/ui/Sheet';
import { ShowMore } from '@/components/ui/ShowMore';
import { space } from '@/components/ui/tokens';
import type { EventRoomView } from '@/hooks/useEventRoom';
import type { PinnedRef } from '@/protocol/wire';

import { PinnedRow } from './PinnedRow';

export interface PinnedSheetProps {
  /** The newest pin first. */
  readonly pins: readonly PinnedRef[];
  readonly mayUnpin: boolean;
  readonly unpinMessage: EventRoomView['unpinMessage'];
  readonly onClose: () => void;
}

/** Those that are far back are read one by one: no more than one looks at. */
const SHOWN_AT_ONCE = 10;

/** All that is pinned, as it is now. Drawing it opens it. */
export function PinnedSheet(props: PinnedSheetProps): ReactElement {
  const { pins, mayUnpin, unpinMessage, onClose } = props;
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const [refusal, setRefusal] = useState<string | null>(null);
  const unpin = (messageId: string) => {
    setRefusal(null);
    void unpinMessage(messageId).then((answer) => {
      if (!answer.ok) setRefusal(answer.error.message);
    });
  };
  return (
    <Sheet title="Pinned messages" onClose={onClose}>
      {refusal !== null && <Notice tone="danger" text={refusal} />}
      {pins.length === 0 && <Copy tone="muted">Nothing is pinned any more.</Copy>}
      <View role="list" aria-label="Pinned messages" style={{ gap: space.xs }}>
        {pins.slice(0, shown).map((pin) => (
          <PinnedRow
            key={pin.messageId}
            pin={pin}
            onUnpin={mayUnpin ? unpin : null}
            onJump={onClose}
          />
        ))}
      </View>
      {pins.length > shown && (
        <ShowMore isBusy={false} onPress={() => setShown(shown + SHOWN_AT_ONCE)} />
      )}
    </Sheet>
  );
}
