/** On phones no key moves the focus: screen readers have gestures for it. */
export const arrowKeys = (_kind: string): object => ({});
