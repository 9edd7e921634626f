import type { Notice, NoticeName } from '../../protocol/wire.ts';

/** The lines that a client prints with its debug option on; they may show content. */
export interface DebugLog {
  readonly connected: () => void;
  readonly joining: (eventId: string) => void;
  readonly notice: <N extends NoticeName>(name: N, notice: Notice<N>) => void;
}

const text = (value: string): string => JSON.stringify(value);

/** Prints through `print` when `debug` is on, and nothing otherwise. */
export function createDebugLog(debug: boolean, print: (line: string) => void): DebugLog {
  const info = (line: string): void => {
    if (debug) print(`[INFO] ${line}`);
  };
  return {
    connected: () => info('Socket connected'),
    joining: (eventId) => info(`Joining event room: ${eventId}`),
    notice(name, notice) {
      if (name === 'new-message') {
        const { id, content } = notice as Notice<'new-message'>;
        info(`Received new message: { id: ${text(id)}, content: ${text(content)} }`);
      } else if (name === 'user-typing') {
        const { userId, userName } = notice as Notice<'user-typing'>;
        info(`User typing: { userId: ${text(userId)}, userName: ${text(userName)} }`);
      }
    },
  };
}
