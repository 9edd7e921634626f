import { join } from 'node:path';

import { runTorture } from '../torture/run.ts';
import { readOptions } from '../torture/options.ts';
import { summaryLine } from '../torture/checker/verdict.ts';
import { runYardstick } from '../torture/yardstick/run.ts';
import { judge } from '../torture/verdict.ts';
import { StartFailure } from '../lib/start-failure.ts';
import { ROOT } from './processes.ts';
import { listenForStop } from './signals.ts';

const BROKEN = 1;
const NOT_DONE = 2;

/** `npm run torture`: breaks a whole installation of Hallway in every way that one machine can, and checks what was promised. */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const stop = listenForStop();
  const stopping = new AbortController();
  void stop.wished.then(() => stopping.abort());
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const folder = join(options.out ?? join(ROOT, 'torture-results'), `${stamp}-${options.seed}`);
  console.log(`Seed ${options.seed}; everything goes to ${folder}`);
  try {
    if (options.yardstick) {
      const { totals } = await runYardstick(options, { folder, stopped: stopping.signal });
      console.log(
        `A plain Socket.IO server: ${summaryLine({ totals })} (of the lost, ${totals.lostWhileConnected} by clients that were connected)`,
      );
      return 0;
    }
    const outcome = await runTorture(options, { folder, stopped: stopping.signal });
    for (const line of outcome.leftOut) console.log(`Left out: ${line}`);
    const judged = await judge(outcome);
    for (const line of judged.lines) console.log(line);
    return judged.isKept ? 0 : BROKEN;
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    if (stop.isWished()) console.log('Stopped.');
    else console.error('The run could not be done:', error);
    return NOT_DONE;
  }
}
