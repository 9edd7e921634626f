/** What keys do on the stage. */
export interface StageKeys {
  readonly onNext: () => void;
  readonly onAnswered: () => void;
  readonly onFullScreen: () => void;
}

/** A phone has none. */
export const useStageKeys = (_keys: StageKeys): void => {};
