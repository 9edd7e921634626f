import { describe } from 'vitest';

import { readEntries } from '../../db/log-read.ts';
import { describeLogContract } from '../harness/log-contract.ts';
import { openRoom, people } from '../harness/log-room.ts';
import { MemoryLog } from '../harness/memory-log.ts';

describe('[LOG-14] PostgreSQL', () =>
  describeLogContract(async () => {
    const room = await openRoom(2);
    const [first = '', second = ''] = room.eventIds;
    return {
      log: room.log(),
      eventIds: [first, second],
      read: async (eventId) =>
        (await readEntries(room.database.db, { eventId, after: 0, limit: 100 })).entries,
    };
  }));

describe('[LOG-14] the reference', () =>
  describeLogContract(async () => {
    const log = new MemoryLog(['one', 'two'], people);
    for (const eventId of ['one', 'two']) {
      for (const person of people.slice(0, 2)) {
        await log.append({ kind: 'participation', eventId, person, status: 'attending' });
      }
    }
    return { log, eventIds: ['one', 'two'], read: (eventId) => log.read(eventId) };
  }));
