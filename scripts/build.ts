import { StartFailure } from '../lib/start-failure.ts';
import { buildApp } from './build/app.ts';
import { buildBackend, buildSocketServer } from './build/bundles.ts';
import { buildClient } from './build/client.ts';

/** In this order: the quick ones first, so that a mistake in them is not found after minutes. */
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  sockets: buildSocketServer,
  api: buildBackend,
  client: buildClient,
  app: buildApp,
};

/** `npm run build`: everything that production and other apps need, into `dist/`; or the parts that are named. */
export async function main(args: readonly string[]): Promise<number> {
  const names = args.length === 0 ? Object.keys(PARTS) : args;
  for (const name of names) {
    const build = PARTS[name];
    if (build === undefined) {
      throw new StartFailure(
        `Use: npm run build, or npm run build -- ${Object.keys(PARTS).join(' | ')}`,
      );
    }
    const startedAt = performance.now();
    await build();
    console.log(`Built ${name} in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s.`);
  }
  return 0;
}
