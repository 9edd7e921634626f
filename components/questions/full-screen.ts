/** Shows the page on the whole screen, or no longer; `null`: a phone's app has it already. */
export const toggleFullScreen: (() => void) | null = null;
