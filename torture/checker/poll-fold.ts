import type { FinalLog } from '../history.ts';

export type Entry = FinalLog['entries'][number];
export type Sums = NonNullable<Entry['polled']>;

/** All that a log says of one poll. */
export interface PollLife {
  readonly messageId: string;
  /** How it was asked; `undefined` once its words were taken away. */
  readonly asked: Entry['poll'];
  /** Its sums, by their places, in order; its end among them. */
  readonly told: ReadonlyMap<number, Sums>;
  /** The place of its end; infinite while it is open. */
  readonly closedAt: number;
  readonly isDeleted: boolean;
}

export interface PollFault {
  readonly seq: number;
  readonly what: string;
}

export interface PollFold {
  readonly polls: ReadonlyMap<string, PollLife>;
  /** What no log may say, whatever was asked. */
  readonly faults: readonly PollFault[];
}

type Following = {
  -readonly [Field in keyof PollLife]: PollLife[Field];
} & {
  readonly told: Map<number, Sums>;
  /** When its sums were told, in milliseconds since 1970. */
  readonly times: number[];
};

/** Sums of one poll are told twice a second at most. */
const TWO_WITHIN_MS = 1_000;

/** What a log says of polls, followed entry by entry. */
export function foldPolls({ entries }: FinalLog): PollFold {
  const polls = new Map<string, Following>();
  const faults: PollFault[] = [];
  for (const entry of entries) {
    const { kind, seq, messageId, poll } = entry;
    const id = messageId ?? '';
    const known = polls.get(id);
    if (kind === 'message') polls.set(id, newLife(id, poll));
    if (kind === 'message-deleted' && known !== undefined) known.isDeleted = true;
    if (entry.polled === undefined) continue;
    const wrong = known === undefined ? ['is of no message'] : follow(known, entry, entry.polled);
    faults.push(...wrong.map((what) => ({ seq, what: `a poll's entry ${what}` })));
  }
  const asked = [...polls].filter(([, life]) => life.asked !== undefined || life.told.size > 0);
  return { polls: new Map(asked), faults };
}

const newLife = (messageId: string, asked: Entry['poll']): Following => ({
  messageId,
  asked,
  told: new Map(),
  closedAt: Infinity,
  isDeleted: false,
  times: [],
});

/** @returns what is wrong with an entry, after those before it. */
function follow(life: Following, { seq, createdAt }: Entry, sums: Sums): readonly string[] {
  const at = Date.parse(createdAt);
  const [before] = life.times.slice(-2);
  const isThird = !sums.isClosed && life.times.length >= 2 && before !== undefined;
  const wrong = [
    ...(life.closedAt < seq ? ['stands behind its end'] : []),
    ...(life.isDeleted ? ['stands behind its deletion'] : []),
    ...(isThird && at - before < TWO_WITHIN_MS ? ['is the third within a second'] : []),
    ...wrongSums(life, at, sums),
  ];
  if (sums.isClosed) life.closedAt = Math.min(life.closedAt, seq);
  else life.times.push(at);
  life.told.set(seq, sums);
  return wrong;
}

function wrongSums(life: Following, at: number, sums: Sums): readonly string[] {
  const { votes, voters, isClosed } = sums;
  if (isClosed) return isSameAsBefore(life, sums) ? [] : ['ends it with other sums than it had'];
  const chosen = votes.reduce((sum, count) => sum + count, 0);
  const isFair = votes.every((count) => count >= 0 && count <= voters) && chosen >= voters;
  const { asked } = life;
  const isOneEach = asked === undefined || asked.isMultiple || chosen === voters;
  return [
    ...(isFair && isOneEach ? [] : ['counts more votes than people']),
    ...(asked === undefined ? [] : wrongFor(asked, at, votes)),
  ];
}

const wrongFor = (
  { options, closesAt }: NonNullable<Entry['poll']>,
  at: number,
  votes: readonly number[],
): readonly string[] => [
  ...(votes.length === options ? [] : ['has other options than were asked']),
  ...(closesAt !== undefined && at >= Date.parse(closesAt) ? ['counts after its time'] : []),
];

function isSameAsBefore({ told }: Following, sums: Sums): boolean {
  const last = [...told.values()].at(-1);
  return last === undefined ? sums.voters === 0 : isSameSums({ ...last, isClosed: true }, sums);
}

export const isSameSums = (one: Sums, other: Sums): boolean =>
  one.voters === other.voters &&
  one.isClosed === other.isClosed &&
  one.votes.join() === other.votes.join();
