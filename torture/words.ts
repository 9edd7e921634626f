/** A word that no other text of a run has: it is searched for by it. No such word is the beginning of another one. */
export const uniqueWord = (kind: 'said' | 'edit' | 'poll', number: number): string =>
  `${kind}${number}x`;

/** The unique word of a text of a run; `undefined` where somebody else wrote it. */
export const wordIn = (text: string): string | undefined =>
  /\b(?:said|edit|poll)\d+x\b/.exec(text)?.[0];
