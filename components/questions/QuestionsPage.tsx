import { router } from 'expo-router';
import Presentation from 'lucide-react-native/icons/presentation';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Button } from '@/components/ui/Button';
import { Copy, Heading } from '@/components/ui/Copy';
import { ErrorState } from '@/components/ui/ErrorState';
import { FlashWords, useFlash } from '@/components/ui/Flash';
import { Loading } from '@/components/ui/Loading';
import { space } from '@/components/ui/tokens';
import { useEvent } from '@/hooks/useEvent';
import { useQuestions } from '@/hooks/useQuestions';

import { AskQuestion } from './AskQuestion';
import { QuestionList } from './QuestionList';

interface QuestionsPageProps {
  readonly eventId: string;
  readonly ownUserId: string;
}

/** The questions of an event: ask, vote, and moderate where one may. */
export function QuestionsPage({ eventId, ownUserId }: QuestionsPageProps): ReactElement {
  const questions = useQuestions(eventId);
  const title = useEvent(eventId).event?.title;
  const flash = useFlash();
  const { state, closed, ask, vote, setState, load } = questions;
  const { shown, isModerating, approvesQuestions } = state;
  if (closed !== null)
    return <ErrorState title="The questions stay closed" text={closed.message} />;
  if (shown === null)
    return state.refusal === null ? (
      <Loading label="Loading the questions…" />
    ) : (
      <ErrorState text={state.refusal.message} onRetry={() => void load()} />
    );
  return (
    <>
      <View style={{ flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', gap: space.sm }}>
        <View style={{ flexGrow: 1, flexShrink: 1, flexBasis: 200, gap: space.xxs }}>
          <Heading level={1}>Questions</Heading>
          <Copy tone="muted">{title ?? ' '}</Copy>
        </View>
        <Button
          label="Stage view"
          icon={Presentation}
          kind="secondary"
          isCompact
          onPress={() => router.push(`/events/${eventId}/stage`)}
        />
      </View>
      <View>
        <AskQuestion ask={ask} approvesQuestions={approvesQuestions} say={flash.say} />
        <FlashWords words={flash.words} />
      </View>
      <QuestionList
        shown={shown}
        isModerating={isModerating}
        ownUserId={ownUserId}
        vote={vote}
        setState={setState}
        say={flash.say}
      />
    </>
  );
}
