import type { Generated } from 'kysely';

import type { DefaultedTimestamp, Timestamp } from './column-types.ts';

/** At most one row: what browsers' push services know this installation by. */
export interface PushKeysTable {
  is_only: Generated<boolean>;
  public_key: string;
  private_key: string;
}

/** A phone or browser that is notified, as long as its session lasts. */
export interface PushDeviceTable {
  id: string;
  user_id: string;
  session_id: string;
  kind: 'expo' | 'web';
  /** Expo's token, or the address of a subscription at a browser's push service. */
  address: string;
  /** Of browsers, what texts are encrypted with. */
  p256dh: string | null;
  auth: string | null;
  created_at: DefaultedTimestamp;
  last_success_at: Timestamp | null;
  /** Since the last success. */
  failures: Generated<number>;
}

/** One row for each person who has ever chosen. */
export interface PushSettingsTable {
  user_id: string;
  hides_text: Generated<boolean>;
  /** Minutes of the day; null: no quiet hours. */
  quiet_from: number | null;
  quiet_until: number | null;
  time_zone: string | null;
}
