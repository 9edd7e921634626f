import process from 'node:process';

/**
 * Preloaded into the processes that our commands start (`node --import`): ends them when the process that
 * started them is gone, however it ended. Without it, a killed `npm run dev` would leave them on their ports.
 *
 * The channel between the two closes with either of them, so nothing has to be polled.
 */
const leadsGroup = process.env['HALLWAY_OWN_GROUP'] === '1';
delete process.env['HALLWAY_OWN_GROUP'];

process.once('disconnect', () => {
  if (leadsGroup && process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
  process.kill(process.pid, 'SIGKILL');
});
// The watch alone must not keep a process alive that has nothing left to do.
process.channel?.unref();
