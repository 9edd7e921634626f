import type { KeyActs } from './key-acts';

/** A phone has none. */
export const useStageKeys = (_acts: KeyActs): void => {};
