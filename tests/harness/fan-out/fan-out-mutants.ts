import type { Edit } from '../../../torture/mutants/mutants.ts';

/** The fan-out with one fault built in, and the file of tests that has to fail with it. */
export interface FanOutMutant {
  /** What it does wrong, as the end of a sentence that begins with "The fan-out". */
  readonly title: string;
  readonly edit: Edit;
  readonly caughtBy: string;
}

const PROPERTY = 'server/lanes/lanes.prop.test.ts';
const LANES = 'server/lanes/lanes.test.ts';
const OUTLET = 'tests/integration/socket-outlet.test.ts';

const inOutlet = (find: string, replace = ''): Edit => ({
  file: 'server/lanes/outlet.ts',
  find,
  replace,
});
const inLane = (find: string, replace: string): Edit => ({
  file: 'server/lanes/lane.ts',
  find,
  replace,
});
const inLanes = (find: string, replace: string): Edit => ({
  file: 'server/lanes/lanes.ts',
  find,
  replace,
});

export const fanOutMutants: readonly FanOutMutant[] = [
  {
    title: 'puts whoever joins into a lane that holds earlier entries back',
    edit: inLanes('this.#lanes.find(member.kind, this.head);', 'this.#lanes.findAny(member.kind);'),
    caughtBy: LANES,
  },
  {
    title: 'lets members of two lanes believe that they were told of what only one was told of',
    edit: {
      file: 'server/lanes/lane-set.ts',
      find: 'Math.min(lane.after, other.after)',
      replace: 'Math.max(lane.after, other.after)',
    },
    caughtBy: LANES,
  },
  {
    title: 'lets members go without what their lane holds back',
    edit: inLanes('if (member.socket.connected) member.catchUp();', ''),
    caughtBy: PROPERTY,
  },
  {
    title: 'lets answers overtake what a lane holds back',
    edit: { file: 'server/lanes/keep-in-step.ts', find: 'place.catchUp();', replace: 'continue;' },
    caughtBy: PROPERTY,
  },
  {
    title: 'overtakes what waits in Engine.IO',
    edit: inOutlet('writeBuffer.length === 0 &&'),
    caughtBy: OUTLET,
  },
  {
    title: 'writes to a WebSocket that has said that it closes',
    edit: inOutlet('this.#webSocket?.readyState === OPEN &&'),
    caughtBy: OUTLET,
  },
  {
    title: 'has Engine.IO write to a WebSocket that has said that it closes',
    edit: inOutlet(
      'if (this.#webSocket !== null && this.#webSocket.readyState !== OPEN) return true;',
    ),
    caughtBy: OUTLET,
  },
  {
    title: 'overtakes what is being compressed',
    edit: inOutlet(
      `name === 'websocket' && socket?.extensions === '' ?`,
      `name === 'websocket' && socket ?`,
    ),
    caughtBy: OUTLET,
  },
  {
    title: 'adds to what the stream of a slow reader keeps, without an end',
    edit: inOutlet('this.#line.isFree &&'),
    caughtBy: OUTLET,
  },
  {
    title: 'forgets what waits below the stream',
    edit: {
      file: 'server/lanes/straight-line.ts',
      find: 'this.#waitingBytes === 0 && ',
      replace: '',
    },
    caughtBy: OUTLET,
  },
  {
    title: 'adds to what waits in Engine.IO, without an end',
    edit: inOutlet('if (writeBuffer.length + frames.length > WAITING_MAX_PACKETS) return false;'),
    caughtBy: OUTLET,
  },
  {
    title: 'tells everybody what is for organisers only',
    edit: inLane(
      'const shared = member.isOrganiser ? toOrganisers : toOthers;',
      'const shared = toOrganisers;',
    ),
    caughtBy: LANES,
  },
  {
    title: 'keeps those in their lane who were not sent what it sent',
    edit: inLane(
      'if (all === null || member.outlet.send(all)) continue;',
      'if (all === null || member.outlet.send(all) || true) continue;',
    ),
    caughtBy: PROPERTY,
  },
  {
    title: 'puts a slow reader behind the bundle that it could not be sent',
    edit: inLane('member.standAt(cursor, after);', 'member.standAt();'),
    caughtBy: PROPERTY,
  },
  {
    title: 'sends more than 64 kB in one piece',
    edit: inLane('if (tellings.length > 0 && bytes > BUNDLE_MAX_BYTES) break;', ''),
    caughtBy: PROPERTY,
  },
  {
    title: 'sends whoever was put out what came after in the same bundle',
    edit: inLane('if (index > 0 && this.#endsHere(item).length > 0) break;', ''),
    caughtBy: PROPERTY,
  },
  {
    title: 'leaves out one of those that go out in one piece',
    edit: {
      file: 'server/lanes/frame.ts',
      find: 'Buffer.concat(frames.map(({ bytes }) => bytes))',
      replace: 'Buffer.concat(frames.slice(0, 30).map(({ bytes }) => bytes))',
    },
    caughtBy: PROPERTY,
  },
];
