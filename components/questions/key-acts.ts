/** What keys do on the stage. */
export interface KeyActs {
  readonly onNext: () => void;
  readonly onAnswered: () => void;
  readonly onFullScreen: () => void;
}
