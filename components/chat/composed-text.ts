import type { Upload } from '@/lib/uploads/upload';
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
  /** The files that go with it. */
  readonly files?: readonly Pick<Upload, 'state'>[];
  readonly change: (text: string) => void;
  readonly submit: () => void;
  readonly leave: () => void;
}

/** Characters of what would be sent. */
export const lengthOf = ({ text }: ComposedText): number => countChars(text.trim());

/** What is refused among its files has to be taken away first: nobody is to think that it was sent. */
export function canSubmit(composed: ComposedText): boolean {
  const length = lengthOf(composed);
  const { files = [], isBusy } = composed;
  const isSaying = length > 0 || files.length > 0;
  const isWhole = files.every(({ state }) => state.status !== 'refused');
  return isSaying && isWhole && length <= MESSAGE_MAX_CHARS && !isBusy;
}
