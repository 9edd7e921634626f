/** What one entry's notice said. */
export interface Told {
  readonly name: string;
  readonly seq: number;
  readonly after: number;
  readonly content: string | null;
}

/** A client's time in the room, from its request to join. */
export interface Stay {
  readonly who: string;
  readonly told: Told[];
  /** What was acknowledged to anybody when it asked to be let in, and to go. */
  readonly knownAtJoin: number;
  knownAtLeave: number | null;
  /** The answer's place; `null` while there is none. */
  from: number | null;
  /** Cut off without asking to go: what was on its way then is lost. */
  wasCut: boolean;
}

export interface Entry {
  readonly seq: number;
  readonly kind: string;
}

/** What is known of the room so far, and what has gone wrong. */
export class Ledger {
  readonly stays: Stay[] = [];
  readonly failures: string[] = [];
  /** Everything up to here was acknowledged to whoever sent it. */
  known = 0;

  acknowledged(seq: number): void {
    this.known = Math.max(this.known, seq);
  }

  open(who: string): Stay {
    const stay: Stay = {
      who,
      told: [],
      knownAtJoin: this.known,
      knownAtLeave: null,
      from: null,
      wasCut: false,
    };
    this.stays.push(stay);
    return stay;
  }

  fail(text: string): void {
    this.failures.push(text);
  }
}

/** Nothing but the number decides a text, so that a reader knows whether it is whole. */
export const contentOf = (n: number): string =>
  `number ${n} ${'über 漢字 '.repeat(n % 7 === 0 ? 60 : n % 5)}`.trimEnd();

/** Everything that is wrong with one stay, given the whole log. */
export function faultsOf(stay: Stay, log: readonly Entry[]): readonly string[] {
  const { who, told, from, knownAtJoin } = stay;
  if (from === null) return told.length > 0 ? [`${who} was told before it was let in`] : [];
  const faults = told.flatMap((one, index) => faultsOfNotice(one, told[index - 1]?.seq ?? from));
  if (from < knownAtJoin) faults.push(`was let in at ${from}, though ${knownAtJoin} was known`);
  return [...faults, ...faultsOfMessages(stay, from, log)].map((fault) => `${who}: ${fault}`);
}

/** What it was told of, and what it was to be told of: all up to where it went, and to where it was told of any. */
function faultsOfMessages(
  { told, wasCut, knownAtLeave }: Stay,
  from: number,
  log: readonly Entry[],
): readonly string[] {
  const isMessage = new Set(log.filter(({ kind }) => kind === 'message').map(({ seq }) => seq));
  const came = told.filter(({ name }) => name === 'new-message').map(({ seq }) => seq);
  const least = wasCut ? 0 : (knownAtLeave ?? log.at(-1)?.seq ?? 0);
  const end = Math.max(least, told.at(-1)?.seq ?? 0);
  const expected = [...isMessage].filter((seq) => seq > from && seq <= end);
  const missing = expected.filter((seq) => !came.includes(seq)).slice(0, 5);
  const extra = came.filter((seq) => !isMessage.has(seq)).slice(0, 5);
  return [
    ...(missing.length > 0 ? [`misses ${missing.join(', ')} of ${end}`] : []),
    ...(extra.length > 0 ? [`was told of ${extra.join(', ')}, which are no messages`] : []),
  ];
}

function faultsOfNotice({ name, seq, after, content }: Told, last: number): string[] {
  const faults: string[] = [];
  if (seq <= last) faults.push(`${seq} came after ${last}`);
  // To a reader this is a gap: there is an entry between that it was not told of.
  if (after > last) faults.push(`${seq} says that it follows ${after}, and ${last} was the last`);
  const n = /^number (\d+)/.exec(content ?? '')?.[1];
  const isWhole = n === undefined || content === contentOf(Number(n));
  if (name === 'new-message' && !isWhole) faults.push(`${seq} is not whole`);
  return faults;
}
