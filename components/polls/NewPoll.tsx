import { type ReactElement, useState } from 'react';

import { Button } from '@/components/ui/Button';
import { ChoiceField } from '@/components/ui/ChoiceField';
import { Field } from '@/components/ui/Field';
import { Notice } from '@/components/ui/Notice';
import { Sheet } from '@/components/ui/Sheet';
import { ToggleRow } from '@/components/ui/ToggleRow';
import type { EventRoomView } from '@/hooks/useEventRoom';
import {
  POLL_OPTION_MAX_CHARS,
  POLL_OPTIONS_MAX,
  POLL_OPTIONS_MIN,
  POLL_QUESTION_MAX_CHARS,
} from '@/protocol/wire';

import { useNewPoll } from './use-new-poll';

interface NewPollProps {
  readonly createPoll: EventRoomView['createPoll'];
  readonly onClose: () => void;
}

const TIMES = [
  { value: 0, label: 'No time' },
  { value: 60, label: '1 min' },
  { value: 300, label: '5 min' },
  { value: 3_600, label: '1 h' },
  { value: 86_400, label: '1 day' },
] as const;

/** Asks a poll. */
export function NewPoll({ createPoll, onClose }: NewPollProps): ReactElement {
  const poll = useNewPoll(createPoll, onClose);
  const [isMultiple, setMultiple] = useState(false);
  const [isAnonymous, setAnonymous] = useState(false);
  const [seconds, setSeconds] = useState<number>(0);
  const ask = (): void =>
    poll.ask({ isMultiple, isAnonymous, ...(seconds > 0 && { closesInSeconds: seconds }) });
  return (
    <Sheet title="New poll" onClose={onClose}>
      <Field
        label="Question"
        value={poll.question}
        onChangeText={poll.setQuestion}
        maxLength={POLL_QUESTION_MAX_CHARS}
        autoFocus
      />
      {poll.options.map((option, index) => (
        <Field
          key={index}
          label={`Option ${index + 1}`}
          value={option}
          maxLength={POLL_OPTION_MAX_CHARS}
          onChangeText={(text) => poll.setOption(index, text)}
          hint={index < POLL_OPTIONS_MIN ? undefined : 'Leave it empty to have one less.'}
        />
      ))}
      {poll.options.length < POLL_OPTIONS_MAX && (
        <Button label="Add an option" kind="secondary" isCompact onPress={poll.addOption} />
      )}
      <ToggleRow label="Several choices" isOn={isMultiple} onChange={setMultiple} />
      <ToggleRow
        label="Anonymous"
        hint="Nobody is told who chose what, you included."
        isOn={isAnonymous}
        onChange={setAnonymous}
      />
      <ChoiceField label="Closes after" choices={TIMES} chosen={seconds} onChoose={setSeconds} />
      {poll.refusal !== null && <Notice tone="danger" text={poll.refusal} />}
      <Button label="Ask" isBusy={poll.isBusy} isDisabled={!poll.isReady} onPress={ask} />
    </Sheet>
  );
}
