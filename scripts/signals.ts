/** A wish to stop, from Ctrl-C or from whoever started us. */
export interface StopWish {
  readonly wished: Promise<'stop'>;
  isWished(): boolean;
}

/**
 * Listens for the signals that ask a process to stop. A second one ends it at once; the processes that it
 * started then end by themselves.
 */
export function listenForStop(): StopWish {
  let isWished = false;
  const wished = new Promise<'stop'>((resolve) => {
    const onSignal = (): void => {
      if (isWished) process.exit(1);
      isWished = true;
      resolve('stop');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
  return { wished, isWished: () => isWished };
}
