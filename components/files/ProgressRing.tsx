import type { ReactElement, ReactNode } from 'react';
import { View } from 'react-native';
import Svg, { Circle } from 'react-native-svg';

interface ProgressRingProps {
  /** From 0 to 1. */
  readonly part: number;
  readonly color: string;
  readonly trackColor: string;
  readonly size?: number;
  readonly label: string;
  readonly children?: ReactNode;
}

const STROKE = 3;

/** How much of something is done, around what is inside. */
export function ProgressRing(props: ProgressRingProps): ReactElement {
  const { part, color, trackColor, size = 40, label, children } = props;
  const radius = (size - STROKE) / 2;
  const length = 2 * Math.PI * radius;
  const circle = { cx: size / 2, cy: size / 2, r: radius, strokeWidth: STROKE, fill: 'none' };
  return (
    <View
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(part * 100)}
      style={{ width: size, height: size, alignItems: 'center', justifyContent: 'center' }}
    >
      <View aria-hidden style={{ position: 'absolute', inset: 0 }}>
        <Svg width={size} height={size} style={{ transform: [{ rotate: '-90deg' }] }}>
          <Circle {...circle} stroke={trackColor} />
          <Circle
            {...circle}
            stroke={color}
            strokeLinecap="round"
            strokeDasharray={`${length}`}
            strokeDashoffset={length * (1 - part)}
          />
        </Svg>
      </View>
      {children}
    </View>
  );
}
