import { v7 } from 'uuid';

import { deleteAccount, mergeGuest } from '../../db/accounts.ts';
import type { DatabaseHandle } from '../../db/client.ts';
import { closeLater as closePollLater } from '../../db/polls-due.ts';
import { createPositionMover } from '../../db/reading-positions.ts';
import { defaultLimits } from '../server/limits.ts';
import { defaultPushConfig } from '../server/push-config.ts';
import { createAccounts } from './auth.ts';
import type { BackendOptions } from './backend-options.ts';
import { createBudgets } from './budgets.ts';
import { createOriginRule } from './origin.ts';
import type { Services } from './services.ts';

interface Parts extends Pick<
  Services,
  'log' | 'jobs' | 'wake' | 'logger' | 'presence' | 'exports' | 'files'
> {
  readonly options: BackendOptions;
  readonly database: DatabaseHandle;
}

/** What handlers need, from the parts that the backend owns. */
export async function createServices({ options, database, ...parts }: Parts): Promise<Services> {
  const { config, limits } = options;
  const { db, pool } = database;
  const { logger, wake } = parts;
  const origins = createOriginRule(config);
  const budgets = createBudgets({ ...defaultLimits, ...limits });
  const accounts = await createAccounts({
    db,
    pool,
    secret: config.authSecret,
    appUrl: config.appUrl,
    allowedOrigins: config.allowedOrigins,
    origins,
    logger,
    onDelete: async (userId) => wake.entries(await deleteAccount(db, userId)),
    onGuestSignsIn: async (guestId, accountId) => {
      // A sign-in must not fail on it: then the guest stays as they were.
      await mergeGuest(db, { guestId, accountId }).then(wake.entries, (error: unknown) =>
        logger.error({ error, guestId, accountId }, 'Handing a guest over failed'),
      );
    },
  });
  const { readAccess } = parts.presence;
  const reading = { move: createPositionMover(db), readAccess };
  const { jobs } = parts;
  const closeLater: Services['closeLater'] = (due) => closePollLater({ db, jobs }, due);
  const { hosts: pushHosts } = config.push ?? defaultPushConfig;
  const own = { reading, closeLater, pushHosts, newId: () => v7() };
  return { ...parts, db, accounts, origins, budgets, ...own };
}
