import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { space } from '@/components/ui/tokens';
import type { Poll } from '@/protocol/wire';

import { usePolls } from './polls-context';
import { Voters } from './Voters';

interface PollActsProps {
  readonly poll: Poll;
  readonly messageId: string;
  readonly authorId: string;
  readonly isOver: boolean;
}

/** What else one may do with a poll: see who voted, end it. */
export function PollActs(props: PollActsProps): ReactElement | null {
  const { poll, messageId, authorId, isOver } = props;
  const acts = usePolls();
  const [open, setOpen] = useState<'voters' | 'end' | null>(null);
  if (acts === null) return null;
  const mayClose = !isOver && acts.mayClose(authorId);
  const mayList = hasVoters(poll);
  if (!mayClose && !mayList) return null;
  const close = (): void => setOpen(null);
  return (
    <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space.xs }}>
      {mayList && (
        <Button label="Who voted" kind="secondary" isCompact onPress={() => setOpen('voters')} />
      )}
      {mayClose && (
        <Button label="End poll" kind="secondary" isCompact onPress={() => setOpen('end')} />
      )}
      {open === 'voters' && (
        <Voters poll={poll} messageId={messageId} listVoters={acts.listVoters} onClose={close} />
      )}
      <Dialog
        isOpen={open === 'end' && mayClose}
        title="End this poll?"
        text="Nobody can vote any more after that. The result stays in the chat."
        confirmLabel="End it"
        onConfirm={() => {
          close();
          acts.onClose(messageId);
        }}
        onClose={close}
      />
    </View>
  );
}

/** Whether there is anybody whose vote may be seen. */
const hasVoters = ({ isAnonymous, voters = 0 }: Poll): boolean => !isAnonymous && voters > 0;
