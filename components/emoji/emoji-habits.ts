import { storage } from '@/components/providers/kept-on-device';
import { createEmojiHabits } from '@/lib/emoji/emoji-habits';

/** Of whoever uses the app: one person at a time. */
export const emojiHabits = createEmojiHabits(storage);
