import type { ReactElement } from 'react';

import { Surface } from '@/components/ui/Surface';
import { ToggleRow } from '@/components/ui/ToggleRow';

import type { EventDraft } from './event-draft';

interface QuestionFieldsProps {
  readonly draft: EventDraft;
  readonly onChange: (change: Partial<EventDraft>) => void;
}

/** Whether questions wait for somebody to approve them. */
export function QuestionFields({ draft, onChange }: QuestionFieldsProps): ReactElement {
  return (
    <Surface>
      <ToggleRow
        label="Approve questions at once"
        hint="Everybody sees a question as soon as it is asked. Otherwise it waits until an organiser or a moderator approves it."
        isOn={draft.approvesQuestions}
        onChange={(approvesQuestions) => onChange({ approvesQuestions })}
      />
    </Surface>
  );
}
