import type { TalkOrder, TalkResult } from '../generator/boundary.ts';
import type { Generator } from '../generator/generator.ts';
import { demandFaultless, demandUnlimited } from '../generator/trust.ts';
import { familyCpuMs, readUse, type ProcessUse } from '../nodes/process-use.ts';
import { inMs, median } from '../report.ts';

/** A server with a room full of people, each on a connection of the generator. */
export interface Contender {
  readonly name: string;
  readonly pid: number;
  /** Of a database whose CPU time counts as well, with that of all its processes. */
  readonly databasePid?: number;
  readonly generator: Generator;
}

/** One talk in one room, and what it cost the server. */
export interface Round extends TalkResult {
  /** All that the server did meanwhile, for each delivery, in microseconds of CPU time. */
  readonly cpuUs: number;
  /** Write system calls for each delivery. */
  readonly writes: number;
  /** Processors that the server kept busy. */
  readonly cores: number;
  readonly perSecond: number;
}

/** @throws unless every delivery came, whole, once and in order, and the generator was not the limit. */
export async function measure(contender: Contender, order: TalkOrder): Promise<Round> {
  const round = await tryOut(contender, order);
  demandUnlimited(contender.name, round);
  demandFaultless(contender.name, round);
  return round;
}

/** As {@link measure}, but whatever comes of it. */
export async function tryOut(contender: Contender, order: TalkOrder): Promise<Round> {
  const before = useOf(contender);
  const talk = await contender.generator.talk(order);
  const after = useOf(contender);
  const cpuMs = after.cpuMs - before.cpuMs;
  return {
    ...talk,
    cpuUs: (cpuMs * 1_000) / talk.deliveries,
    writes: (after.writes - before.writes) / talk.deliveries,
    cores: cpuMs / talk.ms,
    perSecond: (talk.deliveries * 1_000) / talk.ms,
  };
}

function useOf({ pid, databasePid }: Contender): ProcessUse {
  const { cpuMs, writes } = readUse(pid);
  return { cpuMs: cpuMs + (databasePid === undefined ? 0 : familyCpuMs(databasePid)), writes };
}

/** Pair by pair, so that what else the machine does meets both: the median, and from where to where. */
export function ratioOf(
  ours: readonly Round[],
  peer: readonly Round[],
  key: 'cpuUs' | 'p99' | 'p50',
): { readonly median: number; readonly min: number; readonly max: number } {
  const pairs = ours.map((round, index) => (peer[index]?.[key] ?? NaN) / round[key]);
  return { median: median(pairs), min: Math.min(...pairs), max: Math.max(...pairs) };
}

export const TALK_HEAD = [
  'peer / ours, CPU',
  'CPU a delivery',
  'from … to',
  'writes a delivery',
  'p50',
  'p99',
  'deliveries/s',
  'cores',
  'generator busy',
  'runs',
] as const;

/** A row of {@link TALK_HEAD}; of ours where there is no `ours` to compare with. */
export function toRow(
  name: string,
  rounds: readonly Round[],
  ours?: readonly Round[],
): readonly string[] {
  const of = (key: keyof Round): number => median(rounds.map((round) => Number(round[key])));
  const costs = rounds.map(({ cpuUs }) => cpuUs);
  return [
    name,
    ours === undefined ? '' : inTimes(ratioOf(ours, rounds, 'cpuUs')),
    `${of('cpuUs').toFixed(1)} µs`,
    `${Math.min(...costs).toFixed(1)} … ${Math.max(...costs).toFixed(1)}`,
    of('writes').toFixed(2),
    inMs(of('p50')),
    inMs(of('p99')),
    Math.round(of('perSecond')).toLocaleString('en'),
    of('cores').toFixed(2),
    `${Math.round(of('busy') * 100)} %`,
    String(rounds.length),
  ];
}

const inTimes = (ratio: ReturnType<typeof ratioOf>): string =>
  `${ratio.median.toFixed(2)} × (${ratio.min.toFixed(2)} … ${ratio.max.toFixed(2)})`;
