import { v4 } from 'uuid';

import type { LogEntry } from '../../domain/log.ts';
import { groupMentionIn, mentionedBy } from '../../domain/mentions.ts';
import { mayBePushed } from '../../domain/push.ts';
import type { Config } from '../config.ts';
import type { Hint } from '../server/bus/hints.ts';
import { openSender } from '../server/bus/sender.ts';
import type { Logger, Wake } from './ports.ts';

export interface Waking {
  readonly wake: Wake;
  /** Tells the nodes. */
  readonly tell: (hint: Hint) => void;
  readonly close: () => Promise<void>;
}

/** Tells the nodes what the API has committed: what a hint does not reach, they find by themselves within seconds. */
export function createWake(
  {
    databaseUrl,
    redisUrl,
    authSecret,
  }: Pick<Config, 'databaseUrl' | 'authSecret'> & Partial<Pick<Config, 'redisUrl'>>,
  log: Logger,
): Waking {
  const sender = openSender({ databaseUrl, redisUrl, authSecret, processId: v4(), log });
  const tell = (eventId: string, head: number | null): void =>
    sender.tell({ is: 'head', eventId, head });
  const wakeFor = (entry: LogEntry): void => {
    const { eventId, seq } = entry;
    tell(eventId, seq);
    for (const userId of mentionedBy(entry))
      sender.tell({ is: 'reading', eventId, userId, isBack: false });
    const called = groupMentionIn(entry);
    if (called !== null) sender.tell({ is: 'group-mention', ...called });
    if (mayBePushed(entry)) sender.tell({ is: 'push' });
  };
  return {
    tell: sender.tell,
    wake: {
      entries: (committed) => committed.forEach(wakeFor),
      eventDeleted: (eventId) => tell(eventId, null),
      visibilityChanged: (userId) => sender.tell({ is: 'visibility', userId }),
      readingMoved: (moved) => sender.tell({ is: 'reading', ...moved }),
      voted: (voted) => sender.tell({ is: 'vote', ...voted }),
      questionVoted: (voted) => sender.tell({ is: 'question-vote', ...voted }),
    },
    close: async () => sender[Symbol.asyncDispose](),
  };
}
