import { useSyncExternalStore } from 'react';

import { storage } from '@/components/providers/kept-on-device';
import { createDrafts, type Draft, type KeptDraft } from '@/lib/drafts';

/** What people have begun to write on this device. */
export const drafts = createDrafts(storage);

export const useDraft = ({ subscribe, getSnapshot }: KeptDraft): Draft =>
  useSyncExternalStore(subscribe, getSnapshot, getSnapshot);
