import { z } from 'zod';

import { StartFailure } from '../start-failure.ts';

export interface Limit {
  readonly value: number;
  /** Why it is this much; shown in the documentation beside the value. */
  readonly why: string;
}

/** Limits that sockets and API share: it is one rule wherever a message comes in. */
export const SHARED_LIMITS = {
  messagesPerSecond: {
    value: 5,
    why: 'Faster than anybody writes; pasting in pieces still works.',
  },
  messagesBurst: {
    value: 10,
    why: 'What a phone that was offline for a while may send at once when it is back.',
  },
  messagesPerMinute: {
    value: 60,
    why: 'One a second over a minute is already a flood to readers.',
  },
  changesPerMinute: {
    value: 120,
    why: 'A moderator who clears up after somebody deletes two a second; each change goes to the whole room.',
  },
  reactionsPer10s: {
    value: 30,
    why: 'Three taps a second for ten seconds: faster than anybody reads what they react to.',
  },
  questionsPerMinute: {
    value: 10,
    why: 'One may have five open at once, and take them back; more is no thinking about a talk.',
  },
  readingMovesPerMinute: {
    value: 120,
    why: 'Six devices that read in a busy room, each as often as our client says so: every 3 s.',
  },
  visibilityChangesPerMinute: {
    value: 20,
    why: 'A switch on a page of settings; each change goes to all rooms that one has open.',
  },
} as const satisfies Record<string, Limit>;

/** Limits of the socket server alone: for each person, connection or room, never for an address. */
export const SOCKET_LIMITS = {
  connectionsPerPerson: {
    value: 10,
    why: 'A phone, a tablet, a laptop and some tabs; more is a program that leaks connections.',
  },
  joinsPerSecond: { value: 10, why: 'A reconnecting app joins the rooms it has open all at once.' },
  typingStartsPer20s: {
    value: 10,
    why: 'One in 2 s is what our client sends at most; each goes to the whole room.',
  },
  activityChangesPerMinute: {
    value: 60,
    why: 'Six devices that are looked at and put away, ten times a minute each; each may go to the whole room.',
  },
  cheersPer10s: {
    value: 40,
    why: 'As fast as a finger taps in joy; a room is told of all of them once a second.',
  },
  packetsPerSecond: { value: 50, why: 'Ten times what a busy client of ours sends.' },
  packetsBurst: {
    value: 100,
    why: 'The start of a connection: several rooms, held back messages.',
  },
  waitingRequestsPerSocket: {
    value: 64,
    why: 'Requests of one connection are carried out in order; more than these would wait past their use.',
  },
  requestMs: {
    value: 5_000,
    why: 'Longer than a slow database takes, shorter than a client waits.',
  },
  payloadBytes: {
    value: 16_384,
    why: 'A message of 1,000 characters is 4 to 12 kB at worst; one request can carry many packets.',
  },
  crowdedRoomSockets: {
    value: 200,
    why: 'Telling each of n about each of n is quadratic; beyond this the counts have to do.',
  },
  countsEveryMs: { value: 1_000, why: 'Numbers that change faster than this can not be read.' },
  typingMs: {
    value: 5_000,
    why: 'As in the protocol: typing ends by itself 5 s after the last one.',
  },
  memoryMb: {
    value: 1_500,
    why: 'A node that holds more refuses new connections; 18,000 idle ones take some 300 MB.',
  },
  stopMs: {
    value: 24_000,
    why: 'Thousands of clients leave one after the other in 10 s, and what they asked for is finished; a node with few stops in less than 10 s whatever happens.',
  },
} as const satisfies Record<string, Limit>;

/** Limits of the API alone. What is counted by person or account is tight, what is counted by address is loose. */
export const API_LIMITS = {
  requestsPerMinute: {
    value: 2_000,
    why: 'All requests of one person: room for a script that pages through everything, not for a runaway loop.',
  },
  searchesPerMinute: {
    value: 120,
    why: 'One for each pause in typing, and pages of results; a search costs far more than a page of messages.',
  },
  uploadsPerHour: {
    value: 120,
    why: 'The pictures of a whole evening, ten at once; each is read, made anew and kept.',
  },
  uploadMb: {
    value: 100,
    why: 'A minute of video from a phone. MB are 1,000,000 bytes; a proxy in front must let as much through.',
  },
  unsentFiles: {
    value: 40,
    why: 'Four messages full of files on their way at once; what is not sent within a day goes.',
  },
  scanWaitSeconds: {
    value: 300,
    why: 'A virus scanner that restarts reads its database for a minute or two; what it has not seen by then is refused.',
  },
  newEventsPerHour: {
    value: 60,
    why: 'A person who plans a whole festival in one evening creates no more.',
  },
  exportsPerHour: {
    value: 20,
    why: 'Exports that one person asks for: each reads a whole event. Somebody who saves every event of a series asks for no more.',
  },
  signInsPerMinute: {
    value: 5,
    why: 'Tries at one account from one address: nobody mistypes more often, and guessing is slow.',
  },
  signInsAnywherePerMinute: {
    value: 30,
    why: 'Tries at one account from all addresses: too loose to lock its owner out for long.',
  },
  entriesPerMinute: {
    value: 600,
    why: 'New accounts, guests and sign-ins of one address: a venue puts thousands of people behind one.',
  },
} as const satisfies Record<string, Limit>;

/**
 * Every limit of rate and number. Each can be set by an environment variable:
 * `connectionsPerPerson` is `LIMIT_CONNECTIONS_PER_PERSON`. Each process counts
 * for itself, so several nodes allow as many times more.
 */
export const LIMITS = { ...SHARED_LIMITS, ...SOCKET_LIMITS, ...API_LIMITS };

export type LimitName = keyof typeof LIMITS;
export type Limits = Readonly<Record<LimitName, number>>;

const names = Object.keys(LIMITS) as LimitName[];

export const defaultLimits: Limits = Object.fromEntries(
  names.map((name) => [name, LIMITS[name].value]),
) as Record<LimitName, number>;

/** The environment variable that sets a limit. */
export const limitVariable = (name: LimitName): string =>
  `LIMIT_${name.replace(/[A-Z]|\d+/g, (part) => `_${part}`).toUpperCase()}`;

const Value = z.coerce.number().int().min(1).max(1_000_000_000);

/**
 * The limits with what the environment sets. An empty variable counts as one that is not set.
 * @throws {StartFailure} with one line for each bad value.
 */
export function readLimits(env: Readonly<Record<string, string | undefined>>): Limits {
  const bad: string[] = [];
  const entries = names.map((name): [LimitName, number] => {
    const variable = limitVariable(name);
    const given = env[variable]?.trim();
    if (given === undefined || given === '') return [name, LIMITS[name].value];
    const parsed = Value.safeParse(given);
    if (!parsed.success) bad.push(`${variable} must be a whole number of at least 1.`);
    return [name, parsed.data ?? LIMITS[name].value];
  });
  if (bad.length > 0) throw new StartFailure(...bad);
  return Object.fromEntries(entries) as Record<LimitName, number>;
}
