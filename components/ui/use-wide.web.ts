import { useSyncExternalStore } from 'react';

import { WIDE_MIN_WIDTH } from './tokens';

const query = `(min-width: ${WIDE_MIN_WIDTH}px)`;

function subscribe(onChange: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', onChange);
  return () => media.removeEventListener('change', onChange);
}

/** Whether there is room for two panes. The server, which can't know, says no; the page corrects it at once. */
export function useWide(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  );
}
