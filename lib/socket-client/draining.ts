import type { Link } from './link.ts';
import type { NoticeListeners } from './listeners.ts';

/** No node takes longer to stop. */
const RETRY_MAX_MS = 25_000;
/** The node closes the connection itself a second after the time that it gave. */
const ANSWERS_MAX_MS = 700;

/** Leaves a node that is about to stop when it says so, once what was asked of it is answered. */
export function leaveWhenDraining(
  link: Link,
  listeners: NoticeListeners,
  idle: () => Promise<unknown>,
): void {
  listeners.on('server-draining', ({ retryInMs }) => {
    const { id } = link.socket;
    const leave = async (): Promise<void> => {
      await Promise.race([idle(), sleep(ANSWERS_MAX_MS)]);
      if (link.socket.id === id) link.renew();
    };
    setTimeout(() => void leave(), Math.min(retryInMs, RETRY_MAX_MS));
  });
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
