import { expect, test } from 'vitest';

import { importWith } from '../harness/fan-out/build-with.ts';
import type * as Crowd from '../harness/fan-out/crowd.ts';
import { SETTINGS } from '../harness/fan-out/settings.ts';

/** For a longer run: `FAN_OUT_ACTS=20000 FAN_OUT_SEED=1 npm test -- socket-fan-out-crowd`. */
const acts = Number(process.env['FAN_OUT_ACTS'] ?? 120);
const seed = Number(process.env['FAN_OUT_SEED'] ?? 7);

test.for(SETTINGS)(
  '[ROOM-24] 48 unmodified clients of all transports, coming and going, one not reading: $name',
  { timeout: 60_000 + acts * 100 },
  async ({ edits }) => {
    const { runCrowd } = await importWith<typeof Crowd>('tests/harness/fan-out/crowd.ts', edits);
    const { failures, deliveries, transports } = await runCrowd({ seed, acts });
    expect(failures).toEqual([]);
    expect(deliveries).toBeGreaterThan(acts * 20);
    expect(Object.keys(transports).toSorted()).toEqual(['polling', 'websocket']);
  },
);
