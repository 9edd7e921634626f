import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Button } from '@/components/ui/Button';
import { DateTimeField } from '@/components/ui/DateTimeField';
import { Field } from '@/components/ui/Field';
import { Notice } from '@/components/ui/Notice';
import { Surface } from '@/components/ui/Surface';
import { space } from '@/components/ui/tokens';
import { useAction } from '@/components/ui/use-action';
import type { ProtocolError } from '@/protocol/errors';
import type { Result } from '@/protocol/result';
import type { Event, NewEvent } from '@/protocol/rest';

import { ChangeFields } from './ChangeFields';
import { PreviewFields } from './PreviewFields';
import { QuestionFields } from './QuestionFields';
import { type DraftProblems, draftProblems, type EventDraft, toNewEvent } from './event-draft';
import { FilterFields } from './FilterFields';

interface EventFormProps {
  readonly initial: EventDraft;
  readonly submitLabel: string;
  readonly onSubmit: (event: NewEvent) => Promise<Result<Event, ProtocolError>>;
}

interface PartProps {
  readonly draft: EventDraft;
  readonly problems: DraftProblems;
  readonly onChange: (change: Partial<EventDraft>) => void;
}

/** Everything about an event that its organiser may set. */
export function EventForm({ initial, submitLabel, onSubmit }: EventFormProps): ReactElement {
  const [draft, setDraft] = useState(initial);
  const [isChecked, setIsChecked] = useState(false);
  const { isBusy, refusal, run } = useAction<ProtocolError>();
  const problems = draftProblems(draft);
  const part: PartProps = {
    draft,
    problems: isChecked ? problems : {},
    onChange: (change) => setDraft((current) => ({ ...current, ...change })),
  };
  const submit = () => {
    setIsChecked(true);
    const event = toNewEvent(draft);
    if (event === null || Object.keys(problems).length > 0) return;
    void run(() => onSubmit(event));
  };
  return (
    <View style={{ gap: space.md }}>
      <BasicFields {...part} />
      <MoreFields {...part} />
      <ChangeFields {...part} />
      <QuestionFields {...part} />
      <PreviewFields {...part} />
      <FilterFields {...part} />
      {refusal !== null && <Notice tone="danger" text={refusal.message} />}
      <Button label={submitLabel} isBusy={isBusy} onPress={submit} />
    </View>
  );
}

function BasicFields({ draft, problems, onChange }: PartProps): ReactElement {
  return (
    <Surface style={{ gap: space.md }}>
      <Field
        label="Title"
        value={draft.title}
        placeholder="What is it called?"
        onChangeText={(title) => onChange({ title })}
        error={problems.title}
      />
      <DateTimeField
        label="Starts"
        value={draft.startsAt}
        onChange={(startsAt) => onChange({ startsAt })}
        error={problems.startsAt}
      />
      <DateTimeField
        label="Ends"
        value={draft.endsAt}
        onChange={(endsAt) => onChange({ endsAt })}
        isOptional
        hint="Optional"
        error={problems.endsAt}
      />
      <Field
        label="Place"
        value={draft.place}
        placeholder="An address, a room or a link"
        onChangeText={(place) => onChange({ place })}
      />
    </Surface>
  );
}

function MoreFields({ draft, onChange }: PartProps): ReactElement {
  return (
    <Surface style={{ gap: space.md }}>
      <Field
        label="Description"
        value={draft.description}
        placeholder="What should people know?"
        multiline
        onChangeText={(description) => onChange({ description })}
      />
      <Field
        label="Picture"
        value={draft.imageUrl}
        placeholder="https://…"
        hint="The web address of a picture. Without one, the event gets a pattern of its own."
        inputMode="url"
        autoCapitalize="none"
        onChangeText={(imageUrl) => onChange({ imageUrl })}
      />
      <Field
        label="Time zone"
        value={draft.timeZone}
        hint="Where the event takes place. The times above are those of your device."
        autoCapitalize="none"
        onChangeText={(timeZone) => onChange({ timeZone })}
      />
    </Surface>
  );
}
