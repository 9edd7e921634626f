import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
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

interface Who {
  readonly isModerating: boolean;
  readonly ownUserId: string;
}

const actsOf = (
  { state, userId }: ShownQuestion,
  { isModerating, ownUserId }: Who,
): readonly Act[] => {
  if (isModerating) return MODERATED[state];
  return userId === ownUserId && (state === 'pending' || state === 'approved') ? OWN : [];
};

interface QuestionActsProps extends Who {
  readonly question: ShownQuestion;
  readonly onSet: (next: NextQuestionState) => void;
}

/** What one may do with a question: as who moderates, or as who asked it. What others have seen is dismissed after asking. */
export function QuestionActs({ question, onSet, ...who }: QuestionActsProps): ReactElement | null {
  const [isAsking, setIsAsking] = useState(false);
  const acts = actsOf(question, who);
  if (acts.length === 0) return null;
  const set = (next: NextQuestionState): void => {
    if (next === 'dismissed' && question.state !== 'pending') setIsAsking(true);
    else onSet(next);
  };
  return (
    <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space.xs }}>
      {acts.map(([label, next], index) => (
        <Button
          key={next}
          label={label}
          spoken={`${label}: ${question.content}`}
          kind={index === 0 ? 'secondary' : 'quiet'}
          isCompact
          onPress={() => set(next)}
        />
      ))}
      <Dialog
        isOpen={isAsking}
        title={who.isModerating ? 'Dismiss this question?' : 'Take this question back?'}
        text="It goes away for everybody, with its votes. This can't be undone."
        confirmLabel={who.isModerating ? 'Dismiss' : 'Take back'}
        isDangerous
        onConfirm={() => {
          setIsAsking(false);
          onSet('dismissed');
        }}
        onClose={() => setIsAsking(false)}
      />
    </View>
  );
}
