import { useCallback, useEffect, useSyncExternalStore } from 'react';

import { storage } from '@/components/providers/kept-on-device';
import { areHidden, createHiddenPins } from '@/lib/hidden-pins';
import type { PinnedRef } from '@/protocol/wire';

/** Of whoever uses the app: one person at a time. */
export const hiddenPins = createHiddenPins(storage);

interface PinsHiding {
  readonly areHidden: boolean;
  readonly hide: () => void;
  readonly show: () => void;
}

const idsOf = (pins: readonly PinnedRef[]): readonly string[] =>
  pins.map(({ messageId }) => messageId);

/** Whether somebody has hidden what is pinned in an event. */
export function useHiddenPins(eventId: string, pins: readonly PinnedRef[]): PinsHiding {
  const { subscribe, getSnapshot } = hiddenPins;
  const hidden = useSyncExternalStore(subscribe, getSnapshot, getSnapshot);
  return {
    areHidden: areHidden(hidden, { eventId, messageIds: idsOf(pins) }),
    hide: useCallback(() => hiddenPins.hide(eventId, idsOf(pins)), [eventId, pins]),
    show: useCallback(() => hiddenPins.show(eventId), [eventId]),
  };
}

/** Ends the hiding with the next pin, also of a message that was pinned before. */
export function useHidingEnds(
  eventId: string,
  /** `isLive`: whether they are known to be what is pinned now; a room that is restored may be behind. */
  { pins, isLive }: { readonly pins: readonly PinnedRef[]; readonly isLive: boolean },
): void {
  useEffect(() => {
    if (isLive) hiddenPins.follow(eventId, idsOf(pins));
  }, [eventId, pins, isLive]);
}
