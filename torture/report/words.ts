import type { ClientKind } from '../history.ts';

export const CLIENT_NAMES: Readonly<Record<ClientKind, string>> = {
  smart: 'Hallway’s own client',
  stock: 'Stock client that resumes',
  raw: 'Plain client',
};

export const CLIENT_WORDS: Readonly<Record<ClientKind, string>> = {
  smart: 'As in the app: keeps what is typed until it is stored, and fetches what it missed',
  stock: 'socket.io-client as it is, with resume: true: the server sends what it missed',
  raw: 'Knows the first protocol alone: owed what is said while it is connected',
};

/** In the order of the page. */
export const FAULT_GROUPS = [
  'Nodes and clients',
  'Database',
  'Redis',
  'Network: clients to node',
  'Network: node to database',
  'Network: node to Redis',
  'Others',
] as const;
export type FaultGroup = (typeof FAULT_GROUPS)[number];

const PREFIXES: readonly (readonly [string, FaultGroup])[] = [
  ['net-clients-', 'Network: clients to node'],
  ['net-database-', 'Network: node to database'],
  ['net-redis-', 'Network: node to Redis'],
  ['redis-', 'Redis'],
  ['database-', 'Database'],
  ['disk-', 'Database'],
  ['node-', 'Nodes and clients'],
  ['api-', 'Nodes and clients'],
  ['client', 'Nodes and clients'],
];

export const groupOf = (kind: string): FaultGroup =>
  PREFIXES.find(([prefix]) => kind.startsWith(prefix))?.[1] ?? 'Others';

const NETWORK = /^net-[a-z]+-/;

/** What was done, in a few words; `null` for a kind that this page does not know. */
export const faultWords = (kind: string): string | null =>
  WORDS[kind.replace(NETWORK, 'net-')] ?? null;

const WORDS: Readonly<Record<string, string>> = {
  'node-kill': 'A node ended at once, with all that it had in hand',
  'node-drain': 'A node asked to stop, as in a deploy',
  'node-pause': 'A node frozen for a while, and then going on as if nothing had been',
  'node-clock-skew': 'A node started with a wrong clock',
  'api-kill': 'The app server ended at once',
  'client-kill': 'A client ended at once, and started again with what it had stored',
  'clients-cut': 'Many clients cut off at once',
  'database-crash': 'PostgreSQL ended without closing anything, as in a power cut',
  'database-restart': 'PostgreSQL restarted in order',
  'database-ends-connections': 'PostgreSQL ended every connection to it',
  'database-lock': 'A log held by somebody else, so that nothing can be added to it',
  'disk-full': 'The database’s disk full',
  'redis-kill': 'Redis ended at once',
  'redis-flush': 'Everything in Redis deleted',
  'redis-sleep': 'Redis not answering for a while',
  'redis-pause': 'Redis frozen for a while',
  'redis-ends-connections': 'Redis ended every connection to it',
  'net-reset': 'Connections torn down',
  'net-latency': 'Each packet late, by another time',
  'net-bandwidth': 'A very slow line',
  'net-slices': 'Data in tiny pieces',
  'net-blackhole': 'Nothing gets through, and nobody is told',
  'net-cut-up': 'Nothing gets through to the server, all comes back',
  'net-cut-down': 'All gets through to the server, nothing comes back',
  'net-limit-data': 'Connections torn down after so many bytes, in the middle of a packet',
  'net-refuse': 'Connections refused',
  'net-slow-close': 'The news of a closed connection late',
};
