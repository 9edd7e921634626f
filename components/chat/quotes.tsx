import { createContext, type ReactElement, type ReactNode, use, useEffect, useMemo } from 'react';

import { saidWords } from '@/components/files/file-words';
import type { EventRoomView } from '@/hooks/useEventRoom';
import type { EventMessage, ReplyTo } from '@/protocol/wire';

import type { OpenRoomState } from './timeline-messages';

interface Quotes {
  /** As the message is now; `undefined` while it is not there. */
  readonly find: (id: string) => EventMessage | undefined;
  /** Whether what is missing can be asked for now. */
  readonly isLive: boolean;
  readonly load: (seq: number) => void;
  readonly jumpTo: (target: ReplyTo) => void;
}

const Context = createContext<Quotes>({
  find: () => undefined,
  isLive: false,
  load: () => {},
  jumpTo: () => {},
});

interface QuotesProviderProps extends Pick<Quotes, 'jumpTo'> {
  readonly room: Pick<EventRoomView, 'loadQuoted'>;
  readonly state: OpenRoomState;
  readonly children: ReactNode;
}

/** What the messages inside may answer, and what is pinned. Of those inside, only quotes are drawn again when something is said. */
export function QuotesProvider(props: QuotesProviderProps): ReactElement {
  const { room, state, jumpTo, children } = props;
  const { timeline, quoted } = state;
  const { loadQuoted } = room;
  const isLive = state.status === 'live';
  const quotes = useMemo(
    () => ({ find: finderIn(timeline, quoted), isLive, load: loadQuoted, jumpTo }),
    [timeline, quoted, isLive, loadQuoted, jumpTo],
  );
  return <Context value={quotes}>{children}</Context>;
}

/** The table is made when the first quote is drawn. */
function finderIn(
  timeline: OpenRoomState['timeline'],
  quoted: OpenRoomState['quoted'],
): Quotes['find'] {
  let byId: Map<string, EventMessage> | null = null;
  const make = (): Map<string, EventMessage> => {
    const made = new Map<string, EventMessage>(quoted.map((message) => [message.id, message]));
    for (const item of timeline) if (item.kind === 'sent') made.set(item.message.id, item.message);
    return made;
  };
  return (id) => (byId ??= make()).get(id);
}

/** What a message says, in short. */
export function quotedWords(message: EventMessage | undefined): string {
  if (message === undefined) return 'An earlier message';
  const { deletedAt, content, attachments } = message;
  return deletedAt === undefined ? saidWords(content, attachments) : 'Deleted message';
}

/** The message that another one answers, or that is pinned, which is asked for where it is not there, and again after each reconnection. */
export function useQuoted({ id, seq }: ReplyTo): {
  readonly message: EventMessage | undefined;
  readonly jump: () => void;
} {
  const { find, isLive, load, jumpTo } = use(Context);
  const message = find(id);
  const isMissing = message === undefined;
  useEffect(() => {
    if (isMissing && isLive) load(seq);
  }, [isMissing, isLive, seq, load]);
  return { message, jump: () => jumpTo({ id, seq }) };
}
