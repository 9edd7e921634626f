import ChartBar from 'lucide-react-native/icons/chart-bar';
import { type ReactElement, useState } from 'react';

import { IconButton } from '@/components/ui/IconButton';
import type { EventRoomView } from '@/hooks/useEventRoom';

import { NewPoll } from './NewPoll';

interface AskPollProps {
  readonly createPoll: EventRoomView['createPoll'];
}

/** Beside the composer, for who may ask polls. */
export function AskPoll({ createPoll }: AskPollProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton label="New poll" icon={ChartBar} color="muted" onPress={() => setOpen(true)} />
      {isOpen && <NewPoll createPoll={createPoll} onClose={() => setOpen(false)} />}
    </>
  );
}
