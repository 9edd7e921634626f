import { z } from 'zod';

import { Time, TimeZone } from './given-time.ts';

/** What one's devices are notified of in one event. */
export const NotifyLevel = z.enum(['all', 'mentions', 'nothing']);
export type NotifyLevel = z.output<typeof NotifyLevel>;

export const PUSH_ADDRESS_MAX = 1_000;

const MINUTES_A_DAY = 1_440;
const Minute = z
  .int()
  .min(0)
  .max(MINUTES_A_DAY - 1);

/** When one is not notified of anything, each day: from a minute of the day on until another one, maybe of the next day. */
export const QuietHours = z.object({
  from: Minute,
  until: Minute,
  timeZone: TimeZone,
});
export type QuietHours = z.output<typeof QuietHours>;

/** How one wants to be notified, on all of one's devices and in all events. */
export const NotificationSettings = z.object({
  quietHours: QuietHours.nullable(),
  /** Notifications say that there is something, and not what. */
  hidesText: z.boolean(),
});
export type NotificationSettings = z.output<typeof NotificationSettings>;

/** `GET /api/notifications/settings`. */
export const NotificationState = NotificationSettings.extend({
  /** What a browser subscribes with (RFC 8292), in base64url. */
  vapidPublicKey: z.string(),
});
export type NotificationState = z.output<typeof NotificationState>;

/** How one wants to be notified of one event. */
export const EventNotifications = z.object({
  level: NotifyLevel,
  /** Nothing until then. */
  mutedUntil: Time.nullable(),
});
export type EventNotifications = z.output<typeof EventNotifications>;

const Key = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-]+=*$/);

/** A device that wants to be notified: a phone by Expo's token, or a browser by its subscription. */
export const NewPushDevice = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('expo'),
    token: z
      .string()
      .max(PUSH_ADDRESS_MAX)
      .regex(/^Expo(nent)?PushToken\[[^\]]+\]$/),
  }),
  z.object({
    kind: z.literal('web'),
    endpoint: z.url().max(PUSH_ADDRESS_MAX),
    keys: z.object({ p256dh: Key, auth: Key }),
  }),
]);
export type NewPushDevice = z.output<typeof NewPushDevice>;

export const PushDevice = z.object({ deviceId: z.string() });
export type PushDevice = z.output<typeof PushDevice>;

/** Ends the notifications of the device that the session is on. */
export const PUSH_DEVICES_MAX = 20;

/** What a browser's service worker is sent, and the `data` of a phone's notification. */
export const PushPayload = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('show'),
    eventId: z.string(),
    /** Where it leads to; of a message, also which one. */
    seq: z.int(),
    messageId: z.string().optional(),
    /** One notification stands for all of these; the newest replaces those before. */
    tag: z.string(),
    title: z.string(),
    body: z.string(),
  }),
  /** The message is gone: its notification goes as well, where it is still shown. */
  z.object({ is: z.literal('close'), eventId: z.string(), seq: z.int(), tag: z.string() }),
]);
export type PushPayload = z.output<typeof PushPayload>;

/** What a browser's service worker tells the app that is open when somebody presses a notification: what to show. */
export const PushOpened = z.object({
  is: z.literal('open'),
  eventId: z.string(),
  seq: z.int(),
  messageId: z.string().optional(),
});
export type PushOpened = z.output<typeof PushOpened>;
