import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Button } from '@/components/ui/Button';
import { space } from '@/components/ui/tokens';
import type { ShownQuestion } from '@/lib/question-board';
import type { NextQuestionState, QuestionState } from '@/protocol/wire';

type Act = readonly [label: string, next: NextQuestionState];

const MODERATED: Readonly<Record<QuestionState, readonly Act[]>> = {
  pending: [
    ['Approve', 'approved'],
    ['Dismiss', 'dismissed'],
  ],
  approved: [
    ['Put on stage', 'on-stage'],
    ['Answered', 'answered'],
    ['Dismiss', 'dismissed'],
  ],
  'on-stage': [
    ['Answered', 'answered'],
    ['Take off stage', 'approved'],
  ],
  answered: [['Open again', 'approved']],
  dismissed: [],
};

const OWN: readonly Act[] = [['Take back', 'dismissed']];

const actsOf = (
  { state, userId }: ShownQuestion,
  { isModerating, ownUserId }: { readonly isModerating: boolean; readonly ownUserId: string },
): readonly Act[] => {
  if (isModerating) return MODERATED[state];
  return userId === ownUserId && (state === 'pending' || state === 'approved') ? OWN : [];
};

interface QuestionActsProps {
  readonly question: ShownQuestion;
  readonly isModerating: boolean;
  readonly ownUserId: string;
  readonly onSet: (next: NextQuestionState) => void;
}

/** What one may do with a question: as who moderates, or as who asked it. */
export function QuestionActs({ question, onSet, ...who }: QuestionActsProps): ReactElement | null {
  const acts = actsOf(question, who);
  if (acts.length === 0) return null;
  return (
    <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space.xs }}>
      {acts.map(([label, next], index) => (
        <Button
          key={next}
          label={label}
          spoken={`${label}: ${question.content}`}
          kind={index === 0 ? 'secondary' : 'quiet'}
          isCompact
          onPress={() => onSet(next)}
        />
      ))}
    </View>
  );
}
