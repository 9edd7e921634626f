/** Shows the page on the whole screen, or no longer; `null` where the browser can't, as on some phones. */
export const toggleFullScreen: (() => void) | null =
  typeof document !== 'undefined' && document.fullscreenEnabled
    ? () =>
        void (
          document.fullscreenElement === null
            ? document.documentElement.requestFullscreen()
            : document.exitFullscreen()
        ).catch(() => undefined)
    : null;
