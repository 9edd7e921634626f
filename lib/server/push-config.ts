import { PUSH_HOSTS } from './push-hosts.ts';

/** What notifying devices needs to know. */
export interface PushConfig {
  /** Where Expo's push API is. */
  readonly expoUrl: string;
  /** For projects with enhanced security. */
  readonly expoAccessToken: string | undefined;
  /** The push services that browsers may be notified by. */
  readonly hosts: readonly string[];
  /** How long a device is not notified of one event again: what comes meanwhile is one notification. */
  readonly bundleMs: number;
  /** After which time Expo is asked what became of a notification. */
  readonly receiptMs: number;
}

export const defaultPushConfig: PushConfig = {
  expoUrl: 'https://exp.host',
  expoAccessToken: undefined,
  hosts: PUSH_HOSTS,
  bundleMs: 5_000,
  receiptMs: 900_000,
};
