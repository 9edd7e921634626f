import type { ReactElement } from 'react';

import { Surface } from '@/components/ui/Surface';
import { ToggleRow } from '@/components/ui/ToggleRow';

import type { EventDraft } from './event-draft';

interface PreviewFieldsProps {
  readonly draft: EventDraft;
  readonly onChange: (change: Partial<EventDraft>) => void;
}

/** Whether messages show what the pages say that they link to. */
export function PreviewFields({ draft, onChange }: PreviewFieldsProps): ReactElement {
  return (
    <Surface>
      <ToggleRow
        label="Show previews of links"
        hint="The server asks the page behind a message’s first link for its title. The page learns that somebody posted its link here, but not who, and nothing about those who read."
        isOn={draft.linkPreviews}
        onChange={(linkPreviews) => onChange({ linkPreviews })}
      />
    </Surface>
  );
}
