import type { Edit } from '../../../torture/mutants/mutants.ts';

/** The product in one of the states that its fan-out can be in. */
export interface Setting {
  readonly name: string;
  readonly edits: readonly Edit[];
}

/** Pings that come often enough to come between everything else. */
const PINGS = 'pingInterval: 300, pingTimeout: 60_000';
const DEFLATE_OFF = 'perMessageDeflate: false,';
const COMPRESSION = 'perMessageDeflate: { threshold: 0 },';

const oftenPinged: Edit = {
  file: 'server/engine.ts',
  find: DEFLATE_OFF,
  replace: `${DEFLATE_OFF} ${PINGS},`,
};

export const SETTINGS: readonly Setting[] = [
  { name: 'as it is, which in a room of 48 sends at once', edits: [oftenPinged] },
  {
    name: 'with the window of a busy room',
    edits: [
      oftenPinged,
      {
        file: 'server/lanes/window.ts',
        find: 'const QUIET_LOAD = 0.3;',
        replace: 'const QUIET_LOAD = -9;',
      },
    ],
  },
  {
    name: 'where every second WebSocket has agreed on compression, which sends later and in another form',
    edits: [
      {
        file: 'server/engine.ts',
        find: DEFLATE_OFF,
        replace: `${COMPRESSION} ${PINGS},`,
      },
    ],
  },
];
