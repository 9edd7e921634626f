import type { Upload } from '@/lib/uploads/upload';

import type { LostFiles } from './platform-parts';

const NONE: LostFiles = { words: null, forget: () => undefined };

/** A phone's app is not loaded anew while somebody writes in it. */
export const useLostFiles = (_eventId: string, _all: readonly Upload[]): LostFiles => NONE;
