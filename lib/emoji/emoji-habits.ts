import { z } from 'zod';

import type { KeptStorage } from '../storage/kept-storage.ts';
import { createKeptValue } from '../storage/kept-value.ts';
import type { KeptValue } from '../storage/kept-value.ts';
import { TONES } from './catalogue.ts';
import type { Tone } from './catalogue.ts';

const RECENT_MAX = 18;
const KEY = 'emoji-habits';

const Habits = z.object({
  /** The latest first, each once. */
  recent: z.array(z.string().max(40)).max(RECENT_MAX),
  tone: z.enum(TONES).nullable(),
});
type Habits = Readonly<z.output<typeof Habits>>;

const NONE: Habits = { recent: [], tone: null };

/** Which emoji somebody used last on this device, and with which skin tone. */
export interface EmojiHabits extends Omit<KeptValue<Habits>, 'keep'> {
  readonly use: (emoji: string) => void;
  readonly choose: (tone: Tone) => void;
}

/** What was kept is there a moment later; what is done before that counts more. */
export function createEmojiHabits(storage: KeptStorage): EmojiHabits {
  const { keep, ...kept } = createKeptValue<Habits>(storage, {
    key: KEY,
    schema: Habits,
    none: NONE,
  });
  return {
    ...kept,
    use(emoji) {
      const { recent, tone } = kept.getSnapshot();
      const others = recent.filter((each) => each !== emoji);
      keep({ recent: [emoji, ...others].slice(0, RECENT_MAX), tone });
    },
    choose: (tone) => keep({ ...kept.getSnapshot(), tone }),
  };
}
