import type { NoticeListeners } from './listeners.ts';

/** The lines that a client prints with its debug option on; they may show content. */
export interface DebugLog {
  readonly connected: () => void;
  readonly joining: (eventId: string) => void;
}

const text = (value: string): string => JSON.stringify(value);

/** Prints through `print` when `debug` is on, and nothing otherwise. */
export function createDebugLog(
  { debug, print }: { readonly debug: boolean; readonly print: (line: string) => void },
  listeners: NoticeListeners,
): DebugLog {
  const info = (line: string): void => {
    if (debug) print(`[INFO] ${line}`);
  };
  listeners.on('new-message', ({ id, content }) =>
    info(`Received new message: { id: ${text(id)}, content: ${text(content)} }`),
  );
  listeners.on('user-typing', ({ userId, userName }) =>
    info(`User typing: { userId: ${text(userId)}, userName: ${text(userName)} }`),
  );
  return {
    connected: () => info('Socket connected'),
    joining: (eventId) => info(`Joining event room: ${eventId}`),
  };
}
