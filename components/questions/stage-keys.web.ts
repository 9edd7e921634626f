import { useEffect, useRef } from 'react';

import type { KeyActs } from './key-acts';

/** Those of presenters' remote controls among them. */
const KEYS: Readonly<Record<string, keyof KeyActs>> = {
  ArrowRight: 'onNext',
  PageDown: 'onNext',
  n: 'onNext',
  a: 'onAnswered',
  f: 'onFullScreen',
};

/** Keys of the stage, wherever the focus is. A key that is held down counts once. */
export function useStageKeys(acts: KeyActs): void {
  const now = useRef(acts);
  useEffect(() => {
    now.current = acts;
  });
  useEffect(() => {
    const page = new AbortController();
    const press = (event: KeyboardEvent): void => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
      const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (act === undefined) return;
      event.preventDefault();
      now.current[act]();
    };
    window.addEventListener('keydown', press, { signal: page.signal });
    return () => page.abort();
  }, []);
}
