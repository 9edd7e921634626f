import type { ChosenFile } from '@/lib/uploads/upload';
import type { Result } from '@/protocol/result';

import type { Place } from './viewer-zoom';

/** What was chosen, nothing where one thought better of it, or why one can't choose. */
export type Picked = Promise<Result<readonly ChosenFile[], string>>;

export interface LostFiles {
  /** Which files went with the page that was closed; `null`: none. */
  readonly words: string | null;
  readonly forget: () => void;
}

export interface FileDrop {
  /** `null`: nothing is taken. */
  readonly onFiles: ((files: readonly File[]) => void) | null;
}

export interface ViewerKeys {
  /** `at`: from the middle of the view. */
  readonly onZoom: (factor: number, at: Place) => void;
  readonly onMove: (by: Place) => void;
  /** To another picture. */
  readonly onStep: (by: number) => void;
  /** Whether the picture is larger than it fits. */
  readonly isLarge: boolean;
}
