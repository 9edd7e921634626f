import { countChars } from '@/protocol/text';
import { MESSAGE_MAX_CHARS } from '@/protocol/wire';

/** What a key means in the composer, beside what it types. */
export type ComposerKey = 'send' | 'edit-latest' | 'cancel' | 'down' | 'take';

/** What is being typed, whatever it is for. */
export interface ComposedText {
  readonly text: string;
  /** Why it was not taken. */
  readonly refusal: string | null;
  readonly isBusy: boolean;
  readonly change: (text: string) => void;
  readonly submit: () => void;
  readonly leave: () => void;
}

/** Characters of what would be sent. */
export const lengthOf = ({ text }: ComposedText): number => countChars(text.trim());

export function canSubmit(composed: ComposedText): boolean {
  const length = lengthOf(composed);
  return length > 0 && length <= MESSAGE_MAX_CHARS && !composed.isBusy;
}
