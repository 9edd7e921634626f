import type { PinnedRef } from '../../protocol/wire.ts';
import type { MessageChange } from './room-types.ts';

/** What is pinned after these changes, in order, the newest pin first; the same list where none of it changes. */
export const changedPins = (
  pins: readonly PinnedRef[],
  changes: readonly MessageChange[],
): readonly PinnedRef[] => changes.reduce(afterChange, pins);

/** A message that is deleted loses its pin with its words. */
function afterChange(
  pins: readonly PinnedRef[],
  { messageId, change }: MessageChange,
): readonly PinnedRef[] {
  const isPinned = pins.some((pin) => pin.messageId === messageId);
  if ('isPinned' in change && change.isPinned) {
    return isPinned ? pins : [{ messageId, seq: change.messageSeq }, ...pins];
  }
  const isOver = 'isPinned' in change || 'deletedAt' in change;
  return isPinned && isOver ? pins.filter((pin) => pin.messageId !== messageId) : pins;
}
