import { type RefObject, useEffect, useRef } from 'react';
import type { View } from 'react-native';

import type { ViewerKeys } from './platform-parts';
import type { Place } from './viewer-zoom';

const MIDDLE = { x: 0, y: 0 };
const KEY_FACTOR = 1.5;
/** How much a notch of the wheel, or a pinch on a trackpad, makes of it. */
const PER_PIXEL = 0.004;
const KEY_MOVES = 80;

type Keys = Readonly<Record<string, () => void>>;

function useKeys(keys: Keys): void {
  const now = useRef(keys);
  useEffect(() => {
    now.current = keys;
  });
  useEffect(() => {
    const page = new AbortController();
    const { signal } = page;
    const press = (event: KeyboardEvent): void => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const act = now.current[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press, { signal });
    return () => page.abort();
  }, []);
}

/** The wheel and + and - make a picture larger; arrows move a large one, and else go to another. */
export function useViewerKeys(view: RefObject<View | null>, keys: ViewerKeys): void {
  const { onZoom, onMove, onStep, isLarge } = keys;
  const arrow = (by: Place, step: number) => () => (isLarge ? onMove(by) : onStep(step));
  useKeys({
    '+': () => onZoom(KEY_FACTOR, MIDDLE),
    '=': () => onZoom(KEY_FACTOR, MIDDLE),
    '-': () => onZoom(1 / KEY_FACTOR, MIDDLE),
    '0': () => onZoom(0, MIDDLE),
    ArrowLeft: arrow({ x: KEY_MOVES, y: 0 }, -1),
    ArrowRight: arrow({ x: -KEY_MOVES, y: 0 }, 1),
    ArrowUp: arrow({ x: 0, y: KEY_MOVES }, 0),
    ArrowDown: arrow({ x: 0, y: -KEY_MOVES }, 0),
  });
  const now = useRef(onZoom);
  useEffect(() => {
    now.current = onZoom;
  });
  useEffect(() => {
    const element = view.current as unknown as HTMLElement | null;
    if (element === null) return undefined;
    const turn = (event: WheelEvent): void => {
      event.preventDefault();
      const { left, top, width, height } = element.getBoundingClientRect();
      const at = { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
      now.current(Math.exp(-event.deltaY * PER_PIXEL), at);
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [view]);
}
