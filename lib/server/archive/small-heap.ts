import { setFlagsFromString } from 'node:v8';

/** New space stays as it is, and the old one is collected when it is a third larger than what was live. */
const SMALL = ['--semi-space-growth-factor=1', '--heap-growing-percent=30'];
/** As V8 has it. */
const USUAL = ['--semi-space-growth-factor=2', '--heap-growing-percent=0'];

let running = 0;

/**
 * Runs what makes much garbage and keeps little, and has the collector work for memory rather than time meanwhile: left
 * alone it lets the heap grow to several times of what is live, and gives little back.
 */
export async function withSmallHeap<Value>(run: () => Promise<Value>): Promise<Value> {
  running += 1;
  SMALL.forEach(setFlagsFromString);
  try {
    return await run();
  } finally {
    running -= 1;
    if (running === 0) USUAL.forEach(setFlagsFromString);
  }
}
