import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Avatar } from '@/components/ui/Avatar';
import { Copy } from '@/components/ui/Copy';
import { Surface } from '@/components/ui/Surface';
import { createStyles } from '@/components/ui/theme';
import { space } from '@/components/ui/tokens';
import type { ShownQuestion } from '@/lib/question-board';
import type { NextQuestionState } from '@/protocol/wire';

import { QuestionActs } from './QuestionActs';
import { VoteButton } from './VoteButton';

interface QuestionCardProps {
  readonly question: ShownQuestion;
  readonly isModerating: boolean;
  readonly ownUserId: string;
  readonly onVote: (questionId: string, on: boolean) => void;
  readonly onSet: (questionId: string, next: NextQuestionState) => void;
}

/** One question of the list: its words, who asked it, how many want it, and what one may do with it. */
export function QuestionCard(props: QuestionCardProps): ReactElement {
  const { question, isModerating, ownUserId, onVote, onSet } = props;
  const { questionId, content, state } = question;
  const styles = useStyles();
  return (
    <Surface
      role="article"
      aria-label={`Question: ${content}`}
      style={[styles.card, state === 'on-stage' && styles.onStage]}
    >
      {state !== 'pending' && (
        <VoteButton question={question} onVote={(on) => onVote(questionId, on)} />
      )}
      <View style={styles.body}>
        <Copy weight={state === 'answered' ? 'regular' : 'medium'}>{content}</Copy>
        <Asker question={question} isOwn={question.userId === ownUserId} />
        <QuestionActs
          question={question}
          isModerating={isModerating}
          ownUserId={ownUserId}
          onSet={(next) => onSet(questionId, next)}
        />
      </View>
    </Surface>
  );
}

function Asker({
  question,
  isOwn,
}: {
  readonly question: ShownQuestion;
  readonly isOwn: boolean;
}): ReactElement {
  const { userId, userName, userImage = null } = question;
  const styles = useStyles();
  return (
    <View style={styles.asker}>
      <Avatar userId={userId} name={userName} image={userImage} size={22} />
      <Copy size="small" tone="muted" numberOfLines={1} style={{ flexShrink: 1 }}>
        {isOwn ? 'You' : userName}
      </Copy>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  card: { flexDirection: 'row', gap: space.md, padding: space.md },
  onStage: { borderColor: palette.accent, borderWidth: 2 },
  body: { flex: 1, minWidth: 0, gap: space.xs },
  asker: { flexDirection: 'row', alignItems: 'center', gap: space.xs },
}));
