/** The rules, in the order of the report. What each promises stands with the code that judges it. */
export const RULES = {
  K1: 'What was acknowledged is in the log, at the place that was named',
  K2: 'Nothing is in the log that nobody sent, or that was refused for good',
  K3: 'A message that was sent again is one message, and all its answers agree',
  K4: 'A log has the places 1, 2, 3 … to its head, each once, and history says the same',
  K5: 'Everybody sees the same at each place, in the same order',
  K6: 'Everybody sees everything that they take part in, once',
  K7: 'What is sent after something was acknowledged comes after it',
  K8: 'What one client says one after the other stays in that order',
  K9: 'Who no longer takes part says and sees nothing from that place on',
  K10: 'What was deleted is delivered to nobody any more',
  K11: 'No node fails by itself or outgrows its bounds',
  K12: 'After a fault has ended, everybody is up to date again within seconds',
  K13: 'Roles, mutes, bans and modes hold from their place on, and are known to everybody in the end',
  K14: 'What was read stays read until it is marked as unread, and all devices agree in the end',
  K15: 'What is announced is shown and ended once, as was asked for, and its words go with it',
  K16: 'Who is here is named, on all nodes alike, and nobody who is out or invisible',
  K17: 'What stands is found by its words, once, and nothing that was deleted or is said otherwise',
  K18: 'Applause comes to all who are there, summed up, no more of it than was given, and nothing later',
  K19: 'A vote counts once, as its person last chose, until the poll is over, and its sums are the same for everybody',
} as const;
export type Rule = keyof typeof RULES;

export interface Violation {
  /** A sentence with what an engineer needs to find it in the history. */
  readonly what: string;
  /** Milliseconds since the run began. */
  readonly at?: number;
  readonly client?: string;
  readonly eventId?: string;
  readonly seq?: number;
  /** The request, as the history numbers it. */
  readonly op?: number;
  /** Faults that were under way then, or had just ended. */
  readonly near?: readonly string[];
}

export interface RuleVerdict {
  readonly rule: Rule;
  readonly title: string;
  /** `not exercised`: nothing in the run could have broken it, so nothing is said of it. */
  readonly status: 'kept' | 'broken' | 'not exercised';
  /** How often it was looked at. */
  readonly checked: number;
  readonly violationCount: number;
  /** The first ones. */
  readonly violations: readonly Violation[];
}

/** As Jepsen's total-queue and set-full count: https://github.com/jepsen-io/jepsen, `checker.clj`. */
export interface Totals {
  /** Requests to store a message, repeats included. */
  readonly attempted: number;
  /** Messages, each once. */
  readonly acknowledged: number;
  /** Refused for good. */
  readonly failed: number;
  /** Sends whose outcome no client got to know, by their last attempt. */
  readonly unknown: number;
  /** Those of them that the log has. */
  readonly recovered: number;
  /** Acknowledged and not in the log, or owed to a client and never seen by it. */
  readonly lost: number;
  /** Stored twice, or seen twice where once was owed. */
  readonly doubled: number;
  /** Seen or stored in another order than was promised. */
  readonly reordered: number;
  /** Two truths for one place: a log with a gap, an answer that differs from it, a client that saw something else. */
  readonly forked: number;
  /** Seen or stored although it never should have been. */
  readonly unexpected: number;
  readonly deliveries: number;
}

/** In milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface Convergence {
  /** A kind of fault, or `quiet`: the end of all faults. */
  readonly kind: string;
  /** How often its end was followed until everybody was up to date. */
  readonly count: number;
  readonly p50Ms: number;
  readonly maxMs: number;
}

export interface Verdict {
  readonly rules: readonly RuleVerdict[];
  readonly totals: Totals;
  readonly latency: {
    /** From a send to its acknowledgement. */
    readonly ack: Spread;
    /** From a send until the last of those who were watching when it came had seen it, lost connections included. */
    readonly seenByAll: Spread;
  };
  readonly convergence: readonly Convergence[];
}

export const isKept = ({ rules }: Verdict): boolean =>
  rules.every(({ status }) => status !== 'broken');

/** The line that a run closes with. */
export const summaryLine = ({ totals }: Pick<Verdict, 'totals'>): string =>
  `lost ${totals.lost}, doubled ${totals.doubled}, reordered ${totals.reordered}, ` +
  `forked ${totals.forked}, acknowledged ${totals.acknowledged}`;
