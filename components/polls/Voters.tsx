import { type ReactElement, useEffect, useState } from 'react';
import { ScrollView, View } from 'react-native';

import { Avatar } from '@/components/ui/Avatar';
import { ChoiceField } from '@/components/ui/ChoiceField';
import { Copy } from '@/components/ui/Copy';
import { Loading } from '@/components/ui/Loading';
import { Panel } from '@/components/ui/Panel';
import { space } from '@/components/ui/tokens';
import type { EventRoomView } from '@/hooks/useEventRoom';
import type { Poll } from '@/protocol/wire';

interface VotersProps {
  readonly poll: Poll;
  readonly messageId: string;
  readonly listVoters: EventRoomView['listVoters'];
  readonly onClose: () => void;
}

const AVATAR_SIZE = 30;
const LIST_HEIGHT = 280;

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
      <People key={`${option} ${count}`} {...{ messageId, option, count, listVoters }} />
    </Panel>
  );
}

interface PeopleProps extends Pick<VotersProps, 'messageId' | 'listVoters'> {
  readonly option: number;
  readonly count: number;
}

type Answer = Awaited<ReturnType<VotersProps['listVoters']>>;

function People({ messageId, option, count, listVoters }: PeopleProps): ReactElement {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(
    () => void listVoters(messageId, option).then(setAnswer),
    [listVoters, messageId, option],
  );
  if (answer === null) return <Loading label="Loading…" />;
  if (!answer.ok) return <Copy tone="danger">{answer.error.message}</Copy>;
  const more = count - answer.value.length;
  return (
    <ScrollView
      style={{ maxHeight: LIST_HEIGHT }}
      tabIndex={0}
      contentContainerStyle={{ gap: space.xs }}
    >
      {answer.value.length === 0 && <Copy tone="muted">Nobody yet</Copy>}
      {answer.value.map(({ userId, userName, userImage }) => (
        <View key={userId} style={{ flexDirection: 'row', alignItems: 'center', gap: space.xs }}>
          <Avatar userId={userId} name={userName} image={userImage} size={AVATAR_SIZE} />
          <Copy numberOfLines={1} style={{ flexShrink: 1 }}>
            {userName}
          </Copy>
        </View>
      ))}
      {more > 0 && <Copy tone="muted">{`and ${more.toLocaleString('en')} more`}</Copy>}
    </ScrollView>
  );
}
