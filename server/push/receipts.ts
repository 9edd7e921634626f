import { claimTickets, settleReceipts } from '../../db/push-deliveries.ts';
import { EXPO_RECEIPTS_MAX } from './expo.ts';
import type { PushingDeps } from './pushing-deps.ts';

/** Reads what became of what Expo had taken, as long as some is due. */
export async function readReceipts({
  db,
  expo,
  log,
  receiptMs,
}: Pick<PushingDeps, 'db' | 'expo' | 'log' | 'receiptMs'>): Promise<void> {
  for (;;) {
    const tickets = await claimTickets(db, { limit: EXPO_RECEIPTS_MAX, againMs: receiptMs });
    if (tickets.length === 0) return;
    try {
      const receipts = await expo.receipts(tickets.map(({ ticket }) => ticket));
      const known = tickets.flatMap((ticket) => {
        const receipt = receipts.get(ticket.ticket);
        if (receipt === undefined) return [];
        return [{ ...ticket, error: receipt?.error ?? null, isGone: receipt?.isGone ?? false }];
      });
      await settleReceipts(db, known);
    } catch (error) {
      // They are asked for again.
      log.warn({ error }, 'Receipts of notifications could not be read');
    }
    if (tickets.length < EXPO_RECEIPTS_MAX) return;
  }
}
