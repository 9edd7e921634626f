import MessageCircleQuestion from 'lucide-react-native/icons/message-circle-question-mark';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Heading } from '@/components/ui/Copy';
import { EmptyState } from '@/components/ui/EmptyState';
import { space } from '@/components/ui/tokens';
import type { QuestionsView } from '@/hooks/useQuestions';
import type { ShownQuestion, ShownQuestions } from '@/lib/question-board';

import { QuestionCard } from './QuestionCard';

interface QuestionListProps extends Pick<QuestionsView, 'vote' | 'setState'> {
  readonly shown: ShownQuestions;
  readonly isModerating: boolean;
  readonly ownUserId: string;
  readonly say: (words: string) => void;
}

/** All questions that one sees, by state; the open ones by votes, live. */
export function QuestionList(props: QuestionListProps): ReactElement {
  const { shown, vote, setState, say, ...who } = props;
  const { onStage, open, pending, answered } = shown;
  const orSay = (answer: Promise<{ ok: true } | { ok: false; error: { message: string } }>) =>
    void answer.then((done) => (done.ok ? undefined : say(done.error.message)));
  const parts: readonly (readonly [title: string, questions: readonly ShownQuestion[]])[] = [
    ['On stage', onStage === null ? [] : [onStage]],
    [who.isModerating ? 'Waiting for approval' : 'Yours, waiting for approval', pending],
    ['Open', open],
    ['Answered', answered],
  ];
  const filled = parts.filter(([, questions]) => questions.length > 0);
  if (filled.length === 0) return <NoQuestions />;
  return (
    <View style={{ gap: space.lg }}>
      {filled.map(([title, questions]) => (
        <View key={title} role="region" aria-label={title} style={{ gap: space.sm }}>
          <Heading level={2}>{title}</Heading>
          {questions.map((question) => (
            <QuestionCard
              key={question.questionId}
              question={question}
              {...who}
              onVote={(id, on) => orSay(vote(id, on))}
              onSet={(id, next) => orSay(setState(id, next))}
            />
          ))}
        </View>
      ))}
    </View>
  );
}

const NoQuestions = (): ReactElement => (
  <EmptyState
    icon={MessageCircleQuestion}
    title="No questions yet"
    text="Ask the first one. Everybody can vote for what should be answered."
  />
);
