import { dismissedAnnouncements } from '@/components/announcements/dismissed';
import { drafts } from '@/components/chat/drafts';
import { emojiHabits } from '@/components/emoji/emoji-habits';
import { hiddenPins } from '@/components/pins/hidden-pins';

/** Forgets what this device keeps of who used it: the next person must not find it. */
export function forgetPerson(): void {
  drafts.forget();
  emojiHabits.forget();
  hiddenPins.forget();
  dismissedAnnouncements.forget();
}
