import { type ReactElement, useEffect, useState } from 'react';
import { View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { createStyles } from '@/components/ui/theme';
import { space } from '@/components/ui/tokens';
import type { Poll } from '@/protocol/wire';

import { PollActs } from './PollActs';
import { PollOption } from './PollOption';
import { choicesAfter, kindWords, leftWords, toPollFace, votersWords } from './poll-words';
import { usePolls } from './polls-context';

interface PollCardProps {
  readonly poll: Poll;
  /** `null` until the server has stored it. */
  readonly messageId: string | null;
  readonly authorId: string;
  readonly isOwn: boolean;
}

/** A poll in the chat: its options with live bars, which one presses to vote. */
export function PollCard({ poll, messageId, authorId, isOwn }: PollCardProps): ReactElement {
  const styles = useStyles();
  const acts = usePolls();
  const now = useNow(poll);
  const face = toPollFace(poll, now);
  const canVote = acts !== null && messageId !== null && !face.isOver;
  return (
    <View role="group" aria-label={`Poll: ${poll.question}`} style={styles.card}>
      <Copy weight="strong" style={isOwn && styles.onOwn}>
        {poll.question}
      </Copy>
      <Copy size="tiny" style={isOwn ? styles.mutedOnOwn : styles.muted}>
        {face.isOver ? 'Closed' : kindWords(poll)}
      </Copy>
      {face.options.map((option, index) => (
        <PollOption
          key={index}
          option={option}
          isMultiple={poll.isMultiple}
          onPress={canVote ? () => acts.onVote(messageId, choicesAfter(poll, index)) : null}
        />
      ))}
      <Copy size="small" style={isOwn ? styles.mutedOnOwn : styles.muted}>
        {[votersWords(face.voters), ...timeLeft(poll, face.isOver, now)].join(' · ')}
      </Copy>
      {messageId !== null && (
        <PollActs poll={poll} messageId={messageId} authorId={authorId} isOver={face.isOver} />
      )}
    </View>
  );
}

const timeLeft = ({ closesAt }: Poll, isOver: boolean, now: number): readonly string[] =>
  closesAt === undefined || isOver
    ? []
    : [`closes in ${leftWords(new Date(closesAt).getTime() - now)}`];

/** The time, each second while a poll's own runs out. */
function useNow({ closesAt, closedAt }: Poll): number {
  const [now, setNow] = useState(() => Date.now());
  const isRunning =
    closesAt !== undefined && closedAt === undefined && new Date(closesAt).getTime() > now;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}

const useStyles = createStyles((palette) => ({
  card: { gap: space.xs, minWidth: 240, maxWidth: '100%' },
  muted: { color: palette.muted },
  onOwn: { color: palette.onBubbleOwn },
  mutedOnOwn: { color: palette.onBubbleOwnMuted },
}));
