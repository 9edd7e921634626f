import type { NewPushDevice } from '../protocol/notifications.ts';

/** Whether this device can be notified. */
export type PushSupport = 'none' | 'forbidden' | 'possible';

/** This device's part in push: how it is asked, and what the server has to know of it. */
export interface PushDeviceSource {
  readonly support: () => PushSupport;
  /** Asks the person, as a browser wants it at a press, and subscribes; `null`: they said no. */
  readonly subscribe: (vapidPublicKey: string) => Promise<NewPushDevice | null>;
  readonly unsubscribe: () => Promise<void>;
}

/** Apps for phones are not notified yet: they need an Expo project of the operator's own. */
export const pushDevice: PushDeviceSource = {
  support: () => 'none',
  subscribe: () => Promise.resolve(null),
  unsubscribe: () => Promise.resolve(),
};
