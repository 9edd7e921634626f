import { useEffect } from 'react';
import { AppState } from 'react-native';

import { createActivityTeller } from '@/lib/activity';
import type { SocketClient } from '@/lib/socket-client';

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Phones put a screen out that nobody touches: as long as the app is in front, somebody is there. */
const FRONT_EVERY_MS = 60_000;

/** Tells the server whether somebody does something on this device: on the web keys, mouse and touches count, elsewhere the app in front. */
export function useActivity(client: SocketClient): void {
  useEffect(() => {
    const teller = createActivityTeller({ client });
    const appState = AppState.addEventListener('change', (state) => {
      if (state === 'active') teller.note();
    });
    const stop = followSigns(teller.note);
    return () => {
      appState.remove();
      stop();
      teller.dispose();
    };
  }, [client]);
}

function followSigns(note: () => void): () => void {
  if (typeof window !== 'undefined' && typeof window.addEventListener === 'function') {
    const page = new AbortController();
    const options = { signal: page.signal, passive: true, capture: true };
    for (const sign of SIGNS) window.addEventListener(sign, note, options);
    return () => page.abort();
  }
  const timer = setInterval(() => {
    if (AppState.currentState === 'active') note();
  }, FRONT_EVERY_MS);
  return () => clearInterval(timer);
}
