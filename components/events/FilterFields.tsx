import type { ReactElement } from 'react';

import { Field } from '@/components/ui/Field';
import { Surface } from '@/components/ui/Surface';
import { ToggleRow } from '@/components/ui/ToggleRow';
import { space } from '@/components/ui/tokens';

import type { EventDraft } from './event-draft';

interface FilterFieldsProps {
  readonly draft: EventDraft;
  readonly onChange: (change: Partial<EventDraft>) => void;
}

/** Whether swear words are refused in the chat, and which others. */
export function FilterFields({ draft, onChange }: FilterFieldsProps): ReactElement {
  return (
    <Surface style={{ gap: space.md }}>
      <ToggleRow
        label="Filter messages"
        hint="Messages with swear words are refused, with a friendly explanation."
        isOn={draft.filterOn}
        onChange={(filterOn) => onChange({ filterOn })}
      />
      {draft.filterOn && (
        <Field
          label="More words to refuse"
          value={draft.filterWords}
          placeholder="spoiler, secret"
          hint="Separate them with commas."
          autoCapitalize="none"
          onChangeText={(filterWords) => onChange({ filterWords })}
        />
      )}
    </Surface>
  );
}
