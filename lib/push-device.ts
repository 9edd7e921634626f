import type { NewPushDevice, PushOpened } from '../protocol/notifications.ts';

/** Whether this device can be notified. */
export type PushSupport = 'none' | 'forbidden' | 'possible';

/** This device's part in push: how it is asked, and what the server has to know of it. */
export interface PushDeviceSource {
  readonly support: () => PushSupport;
  /** Asks the person, as a browser wants it at a press, and subscribes; `null`: they said no. */
  readonly subscribe: (vapidPublicKey: string) => Promise<NewPushDevice | null>;
  readonly unsubscribe: () => Promise<void>;
  /** Calls back when somebody presses a notification of an event that is open here, until the answer is called. */
  readonly onOpened: (show: (opened: PushOpened) => void) => () => void;
}

/** Apps for phones are not notified yet: they need an Expo project of the operator's own. */
export const pushDevice: PushDeviceSource = {
  support: () => 'none',
  subscribe: () => Promise.resolve(null),
  unsubscribe: () => Promise.resolve(),
  onOpened: () => () => {},
};
