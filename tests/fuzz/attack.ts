/** The attackers' process, apart from the bystander's, whose times it must not disturb. */
import { z } from 'zod';

import { createRandom } from '../../torture/random.ts';
import { byPolling, byTcp, byWebSocket, type Attack, type Attacker } from './attackers.ts';

const Orders = z.object({
  url: z.string(),
  seed: z.int(),
  seconds: z.number(),
  packetsPerSecond: z.number(),
  tokens: z.array(z.string()),
  eventIds: z.array(z.string()),
});

const ATTACKERS: readonly (readonly [name: string, attacker: Attacker, count: number])[] = [
  ['websocket', byWebSocket, 6],
  ['polling', byPolling, 2],
  ['tcp', byTcp, 2],
];

const orders = Orders.parse(JSON.parse(process.argv[2] ?? ''));
const startedAt = performance.now();
let packets = 0;
let connections = 0;

const attack: Attack = {
  ...orders,
  sids: [],
  isOver: () => performance.now() - startedAt > orders.seconds * 1_000,
  async sent(count) {
    packets += count;
    const due = startedAt + (packets / orders.packetsPerSecond) * 1_000;
    const early = due - performance.now();
    await new Promise((resolve) =>
      early > 1 ? setTimeout(resolve, early) : setImmediate(resolve),
    );
  },
};

const report = (): void => console.log(JSON.stringify({ packets, connections }));
const reporting = setInterval(report, 1_000);
const all = ATTACKERS.flatMap(([name, attacker, count]) =>
  Array.from({ length: count }, async (_, index) => {
    const random = createRandom(orders.seed).fork(`${name} ${index}`);
    while (!attack.isOver()) {
      connections += 1;
      await attacker(random, attack);
    }
  }),
);
await Promise.all(all);
clearInterval(reporting);
report();
process.exit(0);
