import type { Report } from './report.ts';

/** What a bench has to reach, in words; where it is a bound of the ratio, also as a number. */
export interface Bound {
  readonly words: string;
  readonly ratio?: number;
}

/** A bench: everything that is said of it, on the command line, in the page and in docs/performance.md, is from here. */
export interface Bench {
  readonly name: string;
  /** A noun phrase, for somebody who does not know the product. */
  readonly measures: string;
  /** Left out where the figures are of this machine alone: then there is no ratio. */
  readonly peer?: string;
  /** What ratio R says: how many times less, or more, than the peer. */
  readonly ratioOf?: string;
  /** What must hold, and what is aimed at; left out where nothing is asked. */
  readonly must?: Bound;
  readonly aim?: Bound;
  readonly load: () => Promise<{ run: () => Promise<Report> }>;
}

const atLeast = (ratio: number): Bound => ({ words: `ratio ≥ ${ratio}`, ratio });

/** All benches, in the order in which they run and are shown. */
export const BENCHES: readonly Bench[] = [
  {
    name: 'commit',
    measures: '100 people write into one room, each message stored and synced to disk',
    peer: 'one transaction with a row lock for each message, on the same schema',
    ratioOf: 'messages a second',
    must: { words: 'ratio ≥ 20, p99 ≤ 40 ms', ratio: 20 },
    aim: { words: 'ratio ≥ 40, p99 ≤ 20 ms', ratio: 40 },
    load: () => import('./commit.ts'),
  },
  {
    name: 'commit-spread',
    measures: '100 people write into 100 rooms, each message stored and synced to disk',
    peer: 'one transaction with a row lock for each message, on the same schema',
    ratioOf: 'messages a second',
    must: atLeast(4),
    aim: atLeast(6),
    load: () => import('./commit-spread.ts'),
  },
  {
    name: 'seen',
    measures: 'from a send until each of 100 people sees it, at 20 messages a second, stored',
    peer: 'bare Socket.IO, which stores nothing',
    ratioOf: 'median time from send to seen',
    must: { words: 'p50 ≤ 8 ms, p99 ≤ 40 ms' },
    aim: { words: 'ratio ≥ 0.5: at most twice the peer’s time', ratio: 0.5 },
    load: () => import('./seen/seen.ts'),
  },
  {
    name: 'idle',
    measures: 'memory of each of 9,000 connections that are signed in and in a room',
    peer: 'bare Socket.IO with Node’s own flags',
    ratioOf: 'memory a connection',
    must: { words: 'ratio ≥ 1.54: at most 0.65 of the peer’s', ratio: 1 / 0.65 },
    aim: { words: 'ratio ≥ 2.17: at most 0.46 of the peer’s', ratio: 1 / 0.46 },
    load: () => import('./idle/idle.ts'),
  },
  {
    name: 'herd',
    measures:
      '5,000 people come to another node after theirs was killed, sign in, join, and catch up on 20 messages',
    peer: 'bare Socket.IO, where as many connect and join a room, with no token and nothing to catch up on',
    ratioOf: 'CPU time of the server for each who comes',
    must: {
      words:
        'ratio ≥ 0.67: at most 1.5 times the peer’s; the last after ≤ 20 s, loop delay p99 ≤ 200 ms',
      ratio: 1 / 1.5,
    },
    aim: atLeast(1),
    load: () => import('./herd/herd.ts'),
  },
  {
    name: 'fanout',
    measures: 'a room of 1,000 people, 20 messages a second from 20 of them, stored',
    peer: 'bare Socket.IO, which stores nothing',
    ratioOf: 'CPU time of the server a delivery',
    must: { words: 'ratio ≥ 1.5, p99 ≤ 1.1 times the peer’s', ratio: 1.5 },
    aim: { words: 'ratio ≥ 2.4, p99 ≤ 0.7 times the peer’s', ratio: 2.4 },
    load: () => import('./rooms/fanout.ts'),
  },
  {
    name: 'busy',
    measures: 'a room of 1,000 people, 200 messages a second (200,000 deliveries), stored',
    peer: 'bare Socket.IO as fast as it can, and nats-server at the same rate, which store nothing',
    ratioOf: 'CPU time of the server a delivery, beside bare Socket.IO',
    must: { words: 'ratio ≥ 5, p99 ≤ 100 ms, less than nats-server', ratio: 5 },
    aim: atLeast(12),
    load: () => import('./rooms/busy.ts'),
  },
  {
    name: 'knee',
    measures: 'most messages a second into a room of 1,000 people with p99 ≤ 250 ms, stored',
    peer: 'bare Socket.IO, which stores nothing',
    ratioOf: 'messages a second',
    must: { words: 'ratio ≥ 5, 300 messages a second', ratio: 5 },
    aim: { words: 'ratio ≥ 10, 500 messages a second', ratio: 10 },
    load: () => import('./rooms/knee.ts'),
  },
  {
    name: 'crowd',
    measures: '10 messages a second into a room of 5,000 people, then of 10,000, stored',
    peer: 'bare Socket.IO, which stores nothing',
    ratioOf: 'CPU time of the server a delivery, in the larger room',
    must: { words: 'p99 < 300 ms in the room of 5,000' },
    aim: { words: 'p99 < 300 ms in the room of 10,000' },
    load: () => import('./rooms/crowd.ts'),
  },
  {
    name: 'archived',
    measures: 'a room of 200 people in which everything is stored',
    peer: 'ejabberd’s rooms with their archive, where it is installed',
    ratioOf: 'CPU time of server and database together a delivery, as fast as each can',
    must: atLeast(6),
    aim: atLeast(25),
    load: () => import('./archived/archived.ts'),
  },
  {
    name: 'slow',
    measures: 'from a send until each of 100 people sees it, while 50 others have stopped reading',
    peer: 'the same room where all read',
    ratioOf: 'p99 of time from send to seen',
    must: { words: 'ratio ≥ 0.8: no change beyond the noise; ≤ 512 kB each', ratio: 0.8 },
    load: () => import('./slow/slow.ts'),
  },
  {
    name: 'reacting',
    measures:
      'from a send until each of 1,000 people sees it, while a hundred react at once to one message',
    peer: 'the same room where nobody reacts',
    ratioOf: 'p99 of time from send to seen',
    must: {
      words: 'ratio ≥ 0.83: at most 1.2 times as long; a few notices a second',
      ratio: 1 / 1.2,
    },
    load: () => import('./reacting/reacting.ts'),
  },
  {
    name: 'voting',
    measures:
      'from a send until each of 2,000 people sees it, while all of them vote in one poll within ten seconds',
    peer: 'the same room where nobody votes',
    ratioOf: 'p99 of time from send to seen',
    must: {
      words: 'ratio ≥ 0.83: at most 1.2 times as long; two notices a second; the right result',
      ratio: 1 / 1.2,
    },
    load: () => import('./voting/voting.ts'),
  },
  {
    name: 'push',
    measures:
      'from sending a message that mentions somebody until the push service has the notification, at 100 messages a second',
    peer: 'the 2 s that it may take from the commit on',
    ratioOf: 'the longest of these times',
    must: atLeast(1),
    load: () => import('./push/push.ts'),
  },
  {
    name: 'crash',
    measures: 'from PostgreSQL being back after a kill -9 until a message is taken',
    peer: 'the 5 s that it may take',
    ratioOf: 'the longest of these times',
    must: atLeast(1),
    load: () => import('./crash/crash.ts'),
  },
  {
    name: 'export',
    measures:
      'memory of the process that exports 100,000 messages with 1,000 pictures, and of the one that takes them in again',
    peer: 'the 150 MB that it may take',
    ratioOf: 'the most that one of the two had',
    must: atLeast(1),
    load: () => import('./export/export.ts'),
  },
  {
    name: 'history',
    measures:
      'opening a chat, a page anywhere in its history, and searching it, with 10,000 and with 1,000,000 messages',
    peer: 'the same with a hundredth of the messages',
    ratioOf: 'median time with few messages to that with many',
    must: { words: 'ratio ≥ 0.83: at most 1.2 times as long', ratio: 1 / 1.2 },
    aim: { words: 'ratio 1: no longer', ratio: 1 },
    load: () => import('./history/history.ts'),
  },
  {
    name: 'curve-room-size',
    measures: 'one room that grows from 10 people to 10,000, messages stored',
    peer: 'bare Socket.IO, which stores nothing',
    ratioOf: 'CPU time of the server a delivery, in the largest room',
    load: () => import('./curves/room-size.ts'),
  },
  {
    name: 'curve-rooms',
    measures: '100 messages a second among the same 3,000 people, in 1 room of three to 10,000',
    peer: 'the same in one room',
    ratioOf: 'CPU time of the server a message',
    load: () => import('./curves/rooms.ts'),
  },
  {
    name: 'curve-connections',
    measures: '100 to 15,000 people connected to one process, with chat in ten rooms of a hundred',
    peer: 'the 250 ms that p99 may be',
    ratioOf: 'p99 of time from send to seen, with most connections',
    must: atLeast(1),
    load: () => import('./curves/connections.ts'),
  },
  {
    name: 'capacity',
    measures: 'what this machine can do with server, database and all people on it',
    load: () => import('./capacity/capacity.ts'),
  },
  {
    name: 'start',
    measures: 'from the start of the socket server’s process until the first client is let in',
    peer: 'bare Socket.IO, with no database to look at',
    ratioOf: 'time to start',
    load: () => import('./start/start.ts'),
  },
];
