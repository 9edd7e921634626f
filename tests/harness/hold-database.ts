// Holds a share in the embedded PostgreSQL of the folder given, in a process that tests can kill.
import { openEmbeddedDatabase } from '../../scripts/postgres/embedded.ts';
import { listenForStop } from '../../scripts/signals.ts';

const stop = listenForStop();
const database = await openEmbeddedDatabase({ folder: process.argv[2] ?? '', fsync: false });
console.log('open');
const alive = setInterval(() => {}, 1_000);
await stop.wished;
await database[Symbol.asyncDispose]();
clearInterval(alive);
