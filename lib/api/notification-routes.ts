import {
  EventNotifications,
  NewPushDevice,
  NotificationSettings,
  NotificationState,
  PushDevice,
} from '../../protocol/notifications.ts';
import * as notifications from './handlers/notifications.ts';
import { json, type Route } from './route.ts';

const SETTINGS = '/api/notifications/settings';
const DEVICES = '/api/notifications/devices';
const OF_EVENT = '/api/events/{eventId}/notifications';

/** The routes about what one's devices are notified of. */
export const notificationRoutes = {
  readNotificationSettings: json({
    method: 'GET',
    path: SETTINGS,
    summary: 'One’s quiet hours, and what a browser subscribes to push with.',
    status: 200,
    answer: NotificationState,
    handle: notifications.readSettings,
  }),
  setNotificationSettings: json({
    method: 'PUT',
    path: SETTINGS,
    summary: 'Set quiet hours, and whether notifications say what was written.',
    body: NotificationSettings,
    status: 200,
    answer: NotificationState,
    handle: notifications.setSettings,
  }),
  addPushDevice: json({
    method: 'POST',
    path: DEVICES,
    summary: 'Notify the device that the session is on, until the session ends. Safe to repeat.',
    body: NewPushDevice,
    status: 200,
    answer: PushDevice,
    handle: notifications.addDevice,
  }),
  removePushDevice: json({
    method: 'DELETE',
    path: DEVICES,
    summary: 'Notify the device that the session is on no more. Safe to repeat.',
    status: 204,
    answer: null,
    handle: notifications.removeDevice,
  }),
  readEventNotifications: json({
    method: 'GET',
    path: OF_EVENT,
    summary: 'What one’s devices are notified of in an event that one takes part in.',
    status: 200,
    answer: EventNotifications,
    handle: notifications.readEvent,
  }),
  setEventNotifications: json({
    method: 'PUT',
    path: OF_EVENT,
    summary:
      'Be notified of all messages of an event, of what calls one, or of nothing; or of nothing until a time.',
    body: EventNotifications,
    status: 200,
    answer: EventNotifications,
    handle: notifications.setEvent,
  }),
} as const satisfies Record<string, Route>;
