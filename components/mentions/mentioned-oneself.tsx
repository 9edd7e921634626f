import { createContext, type ReactElement, type ReactNode, use, useMemo } from 'react';

import type { Role } from '@/protocol/wire';

import type { Oneself } from './mention-text';

const OneselfContext = createContext<Oneself>({ userId: '', isModerator: false });

interface MentionedOneselfProps {
  readonly userId: string;
  readonly role: Role;
  readonly children: ReactNode;
}

/** Who reads the messages below: what mentions them stands out. */
export function MentionedOneself({ userId, role, children }: MentionedOneselfProps): ReactElement {
  const oneself = useMemo(() => ({ userId, isModerator: role !== 'participant' }), [userId, role]);
  return <OneselfContext value={oneself}>{children}</OneselfContext>;
}

/** Who reads. */
export const useOneself = (): Oneself => use(OneselfContext);
