import { createKeptStorage } from '../../lib/storage/kept-storage.ts';
import { createMemoryStorage } from '../../lib/storage/storage.ts';
import type { ProtocolError } from '../../protocol/errors.ts';
import type { Result } from '../../protocol/result.ts';
import type { ChangeEnd } from './client.ts';
import type { SmartRoom } from './smart-room.ts';

type Session = SmartRoom['session'];

/** Messages of a room that are not sent yet. */
export function pendingIn(session: Session): number {
  const state = session.getSnapshot();
  if (state.status === 'refused') return 0;
  return state.timeline.filter(({ kind }) => kind === 'pending').length;
}

/** What a person does who sees "try again", in all rooms but those that they are out of. */
export function tryAgain(open: ReadonlyMap<string, SmartRoom>, out: ReadonlySet<string>): void {
  for (const [eventId, { session }] of open) {
    if (out.has(eventId)) continue;
    const state = session.getSnapshot();
    if (state.status === 'refused') {
      session.rejoin();
      continue;
    }
    for (const item of state.timeline) {
      if (item.kind === 'failed') session.retry(item.clientMessageId);
    }
  }
}

/** A device's storage, which outlives its app. */
export function keptStorage() {
  const device = createMemoryStorage();
  return createKeptStorage(async () => device);
}

/** What became of a request, by its answer. */
export function endOf(answer: Result<unknown, ProtocolError>): ChangeEnd {
  if (answer.ok) return 'done';
  return answer.error.retryable ? 'unknown' : 'refused';
}
