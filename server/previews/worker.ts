// The process that asks pages of the web. It is given no secret, and may neither write files nor start programs.
import { lookup } from 'node:dns/promises';

import ipaddr from 'ipaddr.js';

import { makePreview, type PreviewOptions } from './make-preview.ts';
import { PageAsked, PageRules, type PageAnswer } from './page-messages.ts';
import { PageRefused } from './page-refused.ts';

/** From the first lookup to the last byte. */
const PAGE_MS = 3_000;

const rules = PageRules.parse(JSON.parse(process.argv[2] ?? ''));
const options: Omit<PreviewOptions, 'signal'> = {
  networks: rules.networks.map((network) => ipaddr.parseCIDR(network)),
  ports: rules.ports,
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
};

async function read({ id, url }: PageAsked): Promise<PageAnswer> {
  try {
    const signal = AbortSignal.timeout(PAGE_MS);
    return { id, preview: await makePreview(url, { ...options, signal }) };
  } catch (error) {
    return { id, reason: error instanceof PageRefused ? error.reason : 'unreachable' };
  }
}

process.on('message', (asked) => {
  void read(PageAsked.parse(asked)).then((answer) => process.send?.(answer));
});
process.once('disconnect', () => process.exit(0));
