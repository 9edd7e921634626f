import type { NodeLinks } from '../cluster/links.ts';
import type { Conditions } from './conditions.ts';
import { over, type FaultKind, type Victims } from './fault.ts';
import { findNode } from './node-faults.ts';

/** Which of a node's links a fault is on. */
const LINKS = ['clients', 'database', 'redis'] as const;
type Link = (typeof LINKS)[number];

/** What can become of any link. */
const TROUBLES: Readonly<Record<string, Conditions>> = {
  latency: { latencyMs: 150, jitterMs: 150 },
  bandwidth: { bytesPerSecond: 30_000 },
  slices: { sliceBytes: 100, latencyMs: 2 },
  blackhole: { held: ['to-server', 'to-client'] },
  'cut-up': { held: ['to-server'] },
  'cut-down': { held: ['to-client'] },
  'limit-data': { limitBytes: 20_000 },
  refuse: { refuses: true },
  'slow-close': { slowCloseMs: 1_500 },
};

const LASTS = [800, 5_000] as const;

const targetsOf =
  (link: Link) =>
  ({ cluster }: Victims): readonly string[] =>
    cluster.nodes.map(({ node }) => `${node.name} ↔ ${link}`);

const whyNotOf =
  (link: Link) =>
  ({ cluster }: Victims): string | null =>
    link === 'redis' && cluster.redis === undefined ? 'the run has no Redis' : null;

function linkOf(victims: Victims, target: string): NodeLinks['clients'] {
  const [name = '', link] = target.split(' ↔ ');
  const { links } = findNode(victims, name);
  const found = LINKS.find((one) => one === link);
  const proxy = found === undefined ? undefined : links[found];
  if (proxy === undefined) throw new Error(`there is no link ${target}`);
  return proxy;
}

const troubleOn = (link: Link, name: string, conditions: Conditions): FaultKind => ({
  kind: `net-${link}-${name}`,
  part: 'network',
  lasts: LASTS,
  whyNot: whyNotOf(link),
  targets: targetsOf(link),
  async begin(victims, target) {
    const proxy = linkOf(victims, target);
    const lift = proxy.impose(conditions);
    // Connections that are there already are not refused, so they have to go.
    if (conditions.refuses) proxy.reset();
    return async () => lift();
  },
});

const resetOf = (link: Link): FaultKind => ({
  kind: `net-${link}-reset`,
  part: 'network',
  lasts: [0, 0],
  whyNot: whyNotOf(link),
  targets: targetsOf(link),
  async begin(victims, target) {
    linkOf(victims, target).reset();
    return over;
  },
});

/** Redis carries hints only: for its links the plainest troubles say all. */
const REDIS_TROUBLES = ['latency', 'blackhole', 'refuse'];

export const networkFaults: readonly FaultKind[] = LINKS.flatMap((link) => [
  resetOf(link),
  ...Object.entries(TROUBLES)
    .filter(([name]) => link !== 'redis' || REDIS_TROUBLES.includes(name))
    .map(([name, conditions]) => troubleOn(link, name, conditions)),
]);
