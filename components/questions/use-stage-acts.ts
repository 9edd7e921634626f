import type { QuestionsView } from '@/hooks/useQuestions';

import { toggleFullScreen } from './full-screen';
import type { KeyActs } from './key-acts';

interface StageActs extends KeyActs {
  /** Whether there is one to be answered, and one to come. */
  readonly hasCurrent: boolean;
  readonly hasNext: boolean;
}

/** What a presenter does: the next question, this one answered. For others keys do nothing but the whole screen. */
export function useStageActs(
  { state, setState }: QuestionsView,
  say: (words: string) => void,
): StageActs {
  const { shown, isModerating } = state;
  const current = isModerating ? (shown?.onStage ?? null) : null;
  const next = isModerating ? (shown?.open[0] ?? null) : null;
  const set = async (...asked: Parameters<QuestionsView['setState']>): Promise<void> => {
    const answer = await setState(...asked);
    if (!answer.ok) say(answer.error.message);
  };
  const answer = (): void => {
    if (current !== null) void set(current.questionId, 'answered');
  };
  return {
    hasCurrent: current !== null,
    hasNext: next !== null,
    // Behind the last one nothing is left on stage.
    onNext: () => (next === null ? answer() : void set(next.questionId, 'on-stage')),
    onAnswered: answer,
    onFullScreen: () => toggleFullScreen?.(),
  };
}
