import { useState } from 'react';

import { useAuth } from '@/components/providers/AuthProvider';
import { useRestClient } from '@/components/providers/rest-context';
import { pushDevice, type PushSupport } from '@/lib/push-device';

interface OwnPushDevice {
  readonly support: PushSupport;
  readonly isOn: boolean;
  /** Resolves with what went wrong, for people. */
  readonly turn: (isOn: boolean) => Promise<string | null>;
}

/** The session that this browser is notified for: with another one it is not. */
const KEY = 'hallway.push-session';

const kept = (): string | null =>
  typeof localStorage === 'undefined' ? null : localStorage.getItem(KEY);

/** Whether this very device is notified. */
export function usePushDevice(vapidPublicKey: string): OwnPushDevice {
  const rest = useRestClient();
  const { sessionId } = useAuth();
  const [keptFor, setKeptFor] = useState(kept);
  const keep = (id: string | null): void => {
    if (id === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, id);
    setKeptFor(id);
  };
  const turnOn = async (): Promise<string | null> => {
    const device = await pushDevice.subscribe(vapidPublicKey);
    if (device === null) return 'Notifications are not allowed in this browser.';
    const added = await rest.addPushDevice(device);
    if (!added.ok) return added.error.message;
    keep(sessionId);
    return null;
  };
  const turnOff = async (): Promise<string | null> => {
    const removed = await rest.removePushDevice();
    if (!removed.ok) return removed.error.message;
    await pushDevice.unsubscribe();
    keep(null);
    return null;
  };
  const turn: OwnPushDevice['turn'] = async (isOn) => {
    try {
      return await (isOn ? turnOn() : turnOff());
    } catch {
      return 'This browser could not reach its push service. Try again in a moment.';
    }
  };
  const isOn = sessionId !== null && keptFor === sessionId;
  return { support: pushDevice.support(), isOn, turn };
}
