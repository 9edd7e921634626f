import { z } from 'zod';

import type { KeptStorage } from '../storage/kept-storage.ts';
import { parseJson } from '../storage/parse-json.ts';
import { createStore } from '../store.ts';
import type { ReadonlyStore } from '../store.ts';
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
export interface EmojiHabits extends ReadonlyStore<Habits> {
  readonly use: (emoji: string) => void;
  readonly choose: (tone: Tone) => void;
  /** For the sign-out: the next person has habits of their own. */
  readonly forget: () => void;
}

/** What was kept is there a moment later; what is done before that counts more. */
export function createEmojiHabits(storage: KeptStorage): EmojiHabits {
  const { subscribe, getSnapshot, set } = createStore<Habits>(NONE);
  const keep = (next: Habits): void => {
    set(next);
    void storage.writeIfPossible(KEY, JSON.stringify(next));
  };
  void storage.read(KEY).then((text) => {
    const kept = Habits.safeParse(parseJson(text));
    if (kept.success && getSnapshot() === NONE) set(kept.data);
  });
  return {
    subscribe,
    getSnapshot,
    use(emoji) {
      const { recent, tone } = getSnapshot();
      const others = recent.filter((each) => each !== emoji);
      keep({ recent: [emoji, ...others].slice(0, RECENT_MAX), tone });
    },
    choose: (tone) => keep({ ...getSnapshot(), tone }),
    forget() {
      set(NONE);
      void storage.remove(KEY);
    },
  };
}
