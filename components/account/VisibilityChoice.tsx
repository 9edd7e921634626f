import { type ReactElement, useState } from 'react';

import { Heading } from '@/components/ui/Copy';
import { Loading } from '@/components/ui/Loading';
import { Notice } from '@/components/ui/Notice';
import { Surface } from '@/components/ui/Surface';
import { ToggleRow } from '@/components/ui/ToggleRow';
import { space } from '@/components/ui/tokens';
import { useVisibility } from '@/hooks/useVisibility';

/** Whether one is shown to others as being here. */
export function VisibilityChoice(): ReactElement {
  const { isInvisible, error, setInvisible } = useVisibility();
  const [refusal, setRefusal] = useState<string | null>(null);
  const change = async (isOn: boolean) => {
    setRefusal(null);
    const answer = await setInvisible(isOn);
    if (!answer.ok) setRefusal(answer.error.message);
  };
  const problem = refusal ?? (isInvisible === null ? (error?.message ?? null) : null);
  return (
    <Surface style={{ gap: space.xs }}>
      <Heading level={2}>Who sees you</Heading>
      {problem !== null && <Notice tone="danger" text={problem} />}
      {isInvisible === null && problem === null && <Loading label="Loading…" />}
      {isInvisible !== null && (
        <ToggleRow
          label="Appear offline"
          hint="Nobody sees in any event that you are here, or that you type. You see the others, and what you write shows as always."
          isOn={isInvisible}
          onChange={(isOn) => void change(isOn)}
        />
      )}
    </Surface>
  );
}
