import { type ReactElement, useState } from 'react';

import { ChoiceField } from '@/components/ui/ChoiceField';
import { Panel } from '@/components/ui/Panel';
import { PeopleList } from '@/components/ui/PeopleList';
import type { EventRoomView } from '@/hooks/useEventRoom';
import type { Poll } from '@/protocol/wire';

interface VotersProps {
  readonly poll: Poll;
  readonly messageId: string;
  readonly listVoters: EventRoomView['listVoters'];
  readonly onClose: () => void;
}

/** Who chose what, one option at a time. */
export function Voters({ poll, messageId, listVoters, onClose }: VotersProps): ReactElement {
  const [option, setOption] = useState(0);
  const count = poll.votes?.[option] ?? 0;
  return (
    <Panel label="Who voted" onClose={onClose}>
      <ChoiceField
        label="Who voted for"
        choices={poll.options.map((label, value) => ({ label, value }))}
        chosen={option}
        onChoose={setOption}
      />
      <PeopleList
        key={`${option} ${count}`}
        ask={() => listVoters(messageId, option)}
        count={count}
      />
    </Panel>
  );
}
