export interface HintProps {
  /** More about the words: read out in their place. */
  readonly text: string;
  readonly children: string;
}
