import type { ReactElement } from 'react';

import { ChoiceField } from '@/components/ui/ChoiceField';
import { Surface } from '@/components/ui/Surface';

import { changeChoices } from './change-minutes';
import type { EventDraft } from './event-draft';

interface ChangeFieldsProps {
  readonly draft: EventDraft;
  readonly onChange: (change: Partial<EventDraft>) => void;
}

/** For how long people may change what they wrote in the chat. */
export function ChangeFields({ draft, onChange }: ChangeFieldsProps): ReactElement {
  return (
    <Surface>
      <ChoiceField
        label="How long people may edit and delete their messages"
        hint="Organisers and moderators may delete any message, at any time."
        choices={changeChoices(draft.changeMinutes)}
        chosen={draft.changeMinutes}
        onChoose={(changeMinutes) => onChange({ changeMinutes })}
      />
    </Surface>
  );
}
