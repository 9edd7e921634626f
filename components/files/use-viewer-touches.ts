import { useRef } from 'react';
import type { GestureResponderEvent, ViewProps } from 'react-native';

import type { Frame, Place } from './viewer-zoom';

interface ViewerTouches {
  /** `at`: from the middle of the frame, as everywhere here. */
  readonly onZoom: (factor: number, at: Place) => void;
  readonly onDouble: (at: Place) => void;
  readonly onMove: (by: Place) => void;
  /** No finger is there any more. */
  readonly onEnd: () => void;
  readonly frame: Frame;
}

type Responder = Pick<
  ViewProps,
  | 'onStartShouldSetResponder'
  | 'onMoveShouldSetResponder'
  | 'onResponderGrant'
  | 'onResponderMove'
  | 'onResponderRelease'
  | 'onResponderTerminate'
>;

interface Hand {
  /** Where the fingers are, in the middle of them. */
  readonly at: Place;
  /** How far two are from each other; 0 for one. */
  readonly spread: number;
}

const DOUBLE_MS = 320;
const DOUBLE_MAX_DISTANCE = 30;
/** A finger that moved no further has tapped. */
const TAP_MAX_DISTANCE = 8;

/** What a view needs to hear of fingers, or a mouse, that move, spread and tap twice. */
export function useViewerTouches(touches: ViewerTouches): Responder {
  const hand = useRef<Hand | null>(null);
  const way = useRef(0);
  const tapped = useRef<{ readonly time: number; readonly at: Place } | null>(null);
  const move = (event: GestureResponderEvent): void => {
    const now = handOf(event, touches.frame);
    const before = hand.current;
    hand.current = now;
    // Another finger came or went: the middle of them jumps.
    if (before === null || (before.spread === 0) !== (now.spread === 0)) return;
    const by = { x: now.at.x - before.at.x, y: now.at.y - before.at.y };
    way.current += Math.hypot(by.x, by.y);
    touches.onMove(by);
    if (now.spread > 0) touches.onZoom(now.spread / before.spread, now.at);
  };
  const end = (isLifted: boolean): void => {
    const last = hand.current;
    hand.current = null;
    touches.onEnd();
    if (last === null || !isLifted || way.current > TAP_MAX_DISTANCE) return;
    const before = tapped.current;
    tapped.current = { time: Date.now(), at: last.at };
    if (before === null || Date.now() - before.time > DOUBLE_MS) return;
    if (Math.hypot(last.at.x - before.at.x, last.at.y - before.at.y) > DOUBLE_MAX_DISTANCE) return;
    tapped.current = null;
    touches.onDouble(last.at);
  };
  return {
    onStartShouldSetResponder: () => true,
    onMoveShouldSetResponder: () => true,
    onResponderGrant(event) {
      way.current = 0;
      hand.current = handOf(event, touches.frame);
    },
    onResponderMove: move,
    onResponderRelease: () => end(true),
    onResponderTerminate: () => end(false),
  };
}

function handOf({ nativeEvent }: GestureResponderEvent, frame: Frame): Hand {
  const { touches, locationX, locationY, pageX, pageY } = nativeEvent;
  const [one, other] = touches;
  // The place inside the frame, by that of the event, since each finger is given in the page.
  const inside = (x: number, y: number): Place => ({
    x: locationX + x - pageX - frame.width / 2,
    y: locationY + y - pageY - frame.height / 2,
  });
  if (one === undefined || other === undefined) return { at: inside(pageX, pageY), spread: 0 };
  const at = inside((one.pageX + other.pageX) / 2, (one.pageY + other.pageY) / 2);
  return { at, spread: Math.hypot(one.pageX - other.pageX, one.pageY - other.pageY) };
}
