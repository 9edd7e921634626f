import { NewPushDevice } from '../protocol/notifications.ts';
import type { PushDeviceSource } from './push-device.ts';

const WORKER = '/push-worker.js';

/** A browser, by its own push service. */
export const pushDevice: PushDeviceSource = {
  support() {
    const isThere =
      typeof window !== 'undefined' &&
      'serviceWorker' in navigator &&
      'PushManager' in window &&
      'Notification' in window;
    if (!isThere) return 'none';
    return Notification.permission === 'denied' ? 'forbidden' : 'possible';
  },
  async subscribe(vapidPublicKey) {
    if ((await Notification.requestPermission()) !== 'granted') return null;
    await navigator.serviceWorker.register(WORKER);
    const { pushManager } = await navigator.serviceWorker.ready;
    // One that was made with other keys is of no use.
    await (await pushManager.getSubscription())?.unsubscribe();
    const subscription = await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: vapidPublicKey,
    });
    return NewPushDevice.parse({ kind: 'web', ...subscription.toJSON() });
  },
  async unsubscribe() {
    const registration = await navigator.serviceWorker.getRegistration(WORKER);
    await (await registration?.pushManager.getSubscription())?.unsubscribe();
  },
};
