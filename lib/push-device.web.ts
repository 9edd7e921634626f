import { NewPushDevice, PushOpened } from '../protocol/notifications.ts';
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
  onOpened(show) {
    if (typeof navigator === 'undefined' || !('serviceWorker' in navigator)) return () => {};
    const { serviceWorker } = navigator;
    const hear = ({ data }: MessageEvent<unknown>): void => {
      const opened = PushOpened.safeParse(data);
      if (opened.success) show(opened.data);
    };
    serviceWorker.addEventListener('message', hear);
    // Messages are held back until this is said where no handler is set by assignment.
    serviceWorker.startMessages();
    return () => serviceWorker.removeEventListener('message', hear);
  },
};
