import { z } from 'zod';

import {
  EventNotifications,
  NotificationState,
  PushDevice,
  type NewPushDevice,
  type NotificationSettings,
} from '../../protocol/notifications.ts';
import type { createJsonFetch } from './json-fetch.ts';
import { eventPath } from './paths.ts';
import type { RestResult } from './rest-result.ts';

/** What one's devices are notified of, by the API. */
export interface NotificationsClient {
  readonly getNotificationSettings: () => RestResult<NotificationState>;
  readonly setNotificationSettings: (
    settings: NotificationSettings,
  ) => RestResult<NotificationState>;
  /** Notifies this device until its session ends. */
  readonly addPushDevice: (device: NewPushDevice) => RestResult<PushDevice>;
  readonly removePushDevice: () => RestResult<null>;
  readonly getEventNotifications: (eventId: string) => RestResult<EventNotifications>;
  readonly setEventNotifications: (
    eventId: string,
    notifications: EventNotifications,
  ) => RestResult<EventNotifications>;
}

const SETTINGS = '/api/notifications/settings';
const DEVICES = '/api/notifications/devices';

export const notificationsClient = (
  send: ReturnType<typeof createJsonFetch>,
): NotificationsClient => ({
  getNotificationSettings: () => send({ method: 'GET', path: SETTINGS, answer: NotificationState }),
  setNotificationSettings: (body) =>
    send({ method: 'PUT', path: SETTINGS, body, answer: NotificationState }),
  addPushDevice: (body) => send({ method: 'POST', path: DEVICES, body, answer: PushDevice }),
  removePushDevice: () => send({ method: 'DELETE', path: DEVICES, answer: z.null() }),
  getEventNotifications: (eventId) =>
    send({
      method: 'GET',
      path: eventPath(eventId, '/notifications'),
      answer: EventNotifications,
    }),
  setEventNotifications: (eventId, body) =>
    send({
      method: 'PUT',
      path: eventPath(eventId, '/notifications'),
      body,
      answer: EventNotifications,
    }),
});
