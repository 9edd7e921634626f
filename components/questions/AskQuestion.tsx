import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Button } from '@/components/ui/Button';
import { Copy } from '@/components/ui/Copy';
import { Field } from '@/components/ui/Field';
import { Surface } from '@/components/ui/Surface';
import { space } from '@/components/ui/tokens';
import { useAction } from '@/components/ui/use-action';
import type { QuestionsView } from '@/hooks/useQuestions';
import type { ProtocolError } from '@/protocol/errors';
import { QUESTION_MAX_CHARS } from '@/protocol/wire';

interface AskQuestionProps {
  readonly ask: QuestionsView['ask'];
  readonly approvesQuestions: boolean;
  readonly say: (words: string) => void;
}

/** The field for a question of one's own. */
export function AskQuestion({ ask, approvesQuestions, say }: AskQuestionProps): ReactElement {
  const [content, setContent] = useState('');
  const { isBusy, refusal, run } = useAction<ProtocolError>();
  const isEmpty = content.trim() === '';
  const send = async (): Promise<void> => {
    if (isEmpty || isBusy || !(await run(() => ask(content)))) return;
    setContent('');
    say(approvesQuestions ? 'Your question is on the list' : 'Your question waits for approval');
  };
  return (
    <Surface style={{ gap: space.sm, padding: space.md }}>
      <Field
        label="Your question"
        value={content}
        placeholder="What do you want to know?"
        error={refusal?.message}
        maxLength={QUESTION_MAX_CHARS}
        onChangeText={setContent}
        onSubmitEditing={() => void send()}
      />
      <View style={{ flexDirection: 'row', alignItems: 'center', gap: space.sm }}>
        <Copy size="small" tone="muted" style={{ flex: 1 }}>
          {approvesQuestions
            ? 'Everybody here sees it at once.'
            : 'Others see it once it is approved.'}
        </Copy>
        <Button
          label="Ask"
          isCompact
          isBusy={isBusy}
          isDisabled={isEmpty}
          onPress={() => void send()}
        />
      </View>
    </Surface>
  );
}
