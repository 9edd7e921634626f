import type { LinkedNode } from '../cluster/cluster.ts';
import { over, type FaultKind, type Victims } from './fault.ts';

const names = ({ cluster }: Victims): readonly string[] =>
  cluster.nodes.map(({ node }) => node.name);

export function findNode({ cluster }: Victims, name: string): LinkedNode {
  const found = cluster.nodes.find(({ node }) => node.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

const MINUTE_SECONDS = 60;

export const nodeFaults: readonly FaultKind[] = [
  {
    kind: 'node-kill',
    part: 'node',
    lasts: [200, 3_000],
    targets: names,
    async begin(victims, target) {
      const { node } = findNode(victims, target);
      await node.kill();
      return () => node.start();
    },
  },
  {
    kind: 'node-drain',
    part: 'node',
    lasts: [0, 1_000],
    targets: names,
    async begin(victims, target) {
      const { node } = findNode(victims, target);
      await node.drain();
      return () => node.start();
    },
  },
  {
    kind: 'node-pause',
    part: 'node',
    lasts: [1_000, 8_000],
    targets: names,
    async begin(victims, target) {
      const { node } = findNode(victims, target);
      node.pause();
      return async () => node.resume();
    },
  },
  {
    kind: 'node-clock-skew',
    part: 'node',
    lasts: [2_000, 6_000],
    whyNot: ({ cluster }) =>
      cluster.nodes[0]?.node.clock === undefined ? 'libfaketime is not installed' : null,
    targets: names,
    async begin(victims, target, random) {
      const { node } = findNode(victims, target);
      const minutes = random.int(1, 10) * (random.chance(0.5) ? 1 : -1);
      node.clock?.set(minutes * MINUTE_SECONDS);
      return async () => node.clock?.set(0);
    },
  },
  {
    kind: 'api-kill',
    part: 'api',
    lasts: [0, 1_000],
    targets: () => ['api'],
    async begin({ cluster }) {
      await cluster.api.kill();
      return () => cluster.api.start();
    },
  },
  {
    kind: 'client-kill',
    part: 'clients',
    lasts: [0, 0],
    targets: ({ crowd }) => crowd.actors.map(({ client }) => client.name),
    async begin({ crowd }, target) {
      const actor = crowd.actors.find(({ client }) => client.name === target);
      if (actor?.client.restart) actor.client.restart();
      else actor?.cut();
      return over;
    },
  },
  {
    kind: 'clients-cut',
    part: 'clients',
    lasts: [0, 0],
    targets: () => ['half of all clients'],
    async begin({ crowd }, _, random) {
      for (const actor of crowd.actors) if (random.chance(0.5)) actor.cut();
      return over;
    },
  },
];
