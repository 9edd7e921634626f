import type { ClientKind, HistoryLine } from '../history.ts';
import { createRandom, type Random } from '../random.ts';
import { FAULT_KINDS } from './made-up-faults.ts';

export interface MadeUpRun {
  readonly seconds: number;
  readonly faults: number;
  /** Sends a second. */
  readonly rate: number;
  readonly seed: number;
}

const CLIENTS = [...kindsOf('smart', 40), ...kindsOf('stock', 20), ...kindsOf('raw', 10)];
const NODES = ['node-1', 'node-2'];
const WARM_UP_S = 4;
const QUIET_S = 8;
const READERS = 12;

function kindsOf(kind: ClientKind, count: number): readonly { name: string; kind: ClientKind }[] {
  return Array.from({ length: count }, (_, index) => ({ name: `${kind}-${index + 1}`, kind }));
}

/** A history that looks like a long run's, in the order of `at`: for the page's looks and size, not for the checker. */
export function* madeUpHistory(run: MadeUpRun): Generator<HistoryLine> {
  const random = createRandom(run.seed);
  const faults = faultsOf(run, random);
  const end = run.seconds + WARM_UP_S + QUIET_S;
  yield { type: 'run', at: 900, is: 'start', seed: run.seed, seconds: run.seconds, nodes: 2 };
  const state = { op: 0, connection: 1 };
  for (let second = 1; second < end; second += 1) {
    const active = faults.filter(({ from, until }) => from <= second && second < until);
    const lines = [
      ...connections(second, active, state),
      ...edges(second, faults),
      ...work(second, { run, random, active, state }),
      ...samples(second, active, random),
    ];
    yield* lines.toSorted((one, other) => one.at - other.at);
    if (second === run.seconds + WARM_UP_S)
      yield { type: 'run', at: second * 1_000 + 999, is: 'quiet' };
  }
  yield { type: 'run', at: end * 1_000, is: 'end' };
}

interface MadeUpFault {
  readonly fault: number;
  readonly kind: string;
  readonly target: string;
  readonly from: number;
  readonly until: number;
}

const faultsOf = ({ faults, seconds }: MadeUpRun, random: Random): readonly MadeUpFault[] =>
  Array.from({ length: faults }, (_, index) => {
    const from = WARM_UP_S + ((seconds - 6) * (index + random.next())) / faults;
    const kind = FAULT_KINDS[index % FAULT_KINDS.length] ?? '';
    const lasts = kind.endsWith('reset') || kind.endsWith('flush') ? 0 : 0.5 + random.next() * 5;
    return { fault: index + 1, kind, target: random.pick(NODES), from, until: from + lasts };
  });

const edges = (second: number, faults: readonly MadeUpFault[]): readonly HistoryLine[] =>
  faults.flatMap(({ fault, kind, target, from, until }) =>
    (['start', 'end'] as const).flatMap((is): readonly HistoryLine[] => {
      const at = is === 'start' ? from : until;
      return Math.floor(at) === second
        ? [{ type: 'fault', at: at * 1_000, is, fault, kind, target }]
        : [];
    }),
  );

function connections(
  second: number,
  active: readonly MadeUpFault[],
  state: { connection: number },
): readonly HistoryLine[] {
  const isCut = active.some(({ kind }) => /node-kill|clients-cut|net-clients/.test(kind));
  const hit = CLIENTS.filter((_, index) => index % 3 === second % 3);
  if (second === 1 || (!isCut && second % 4 === 0)) state.connection += 1;
  else if (!isCut) return [];
  const is = isCut ? 'lost' : 'open';
  return (second < 4 || !isCut ? CLIENTS : hit).map(({ name, kind }, index) => ({
    type: 'connection',
    at: second * 1_000 + index,
    client: name,
    kind,
    person: name,
    connection: state.connection,
    is,
    ...(kind === 'stock' && is === 'open' && { recovered: true }),
  }));
}

interface Work {
  readonly run: MadeUpRun;
  readonly random: Random;
  readonly active: readonly MadeUpFault[];
  readonly state: { op: number };
}

function work(second: number, { run, random, active, state }: Work): readonly HistoryLine[] {
  if (second < WARM_UP_S || second > run.seconds + WARM_UP_S + 3) return [];
  const trouble = active.some(({ kind }) => /database|disk|blackhole|cut/.test(kind));
  return Array.from({ length: run.rate }, (_, index): readonly HistoryLine[] => {
    const op = (state.op += 1);
    const at = second * 1_000 + (index * 900) / run.rate;
    const { name } = random.pick(CLIENTS);
    const send = { op, client: name, author: name, does: 'send', eventId: 'event-1' } as const;
    const took = trouble && random.chance(0.6) ? 300 + random.next() * 600 : 3 + random.next() * 40;
    const type = trouble && random.chance(0.1) ? 'info' : 'ok';
    return [
      { type: 'invoke', at, ...send },
      { type: random.chance(0.01) ? 'fail' : type, at: at + took / 10, ...send },
      ...(trouble && random.chance(0.7) ? [] : seenByMany(at + took / 10, op, random)),
    ];
  }).flat();
}

const seenByMany = (at: number, seq: number, random: Random): readonly HistoryLine[] =>
  Array.from({ length: READERS }, () => ({
    type: 'seen',
    at: at + random.next() * 8,
    client: random.pick(CLIENTS).name,
    connection: 1,
    eventId: 'event-1',
    seq,
    kind: 'message',
  }));

function samples(
  second: number,
  active: readonly MadeUpFault[],
  random: Random,
): readonly HistoryLine[] {
  return NODES.flatMap((node, index): readonly HistoryLine[] => {
    const at = second * 1_000 + 950 + index;
    const isDown = active.some(({ kind, target }) => kind === 'node-kill' && target === node);
    const wasKilled = isDown && second % 3 === 0;
    if (wasKilled) return [{ type: 'node', at, node, is: 'exited', wasInjected: true }];
    if (isDown) return [{ type: 'node', at, node, is: 'started' }];
    const rssBytes = 9e7 + 3e7 * (1 - Math.exp(-second / 90)) + random.next() * 6e6;
    const loopDelayP99Ms = active.length > 0 ? 8 + random.next() * 60 : 2 + random.next() * 6;
    const largestBufferBytes = random.int(0, 200_000);
    return [{ type: 'node', at, node, is: 'sample', rssBytes, loopDelayP99Ms, largestBufferBytes }];
  });
}
