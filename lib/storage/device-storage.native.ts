import AsyncStorage from '@react-native-async-storage/async-storage';

import type { DeviceStorage } from './storage.ts';

const PREFIX = 'hallway/';

const storage: DeviceStorage = {
  read: (key) => AsyncStorage.getItem(PREFIX + key),
  write: (key, text) => AsyncStorage.setItem(PREFIX + key, text),
  remove: (key) => AsyncStorage.removeItem(PREFIX + key),
  async keys(prefix) {
    const keys = await AsyncStorage.getAllKeys();
    return keys
      .filter((key) => key.startsWith(PREFIX + prefix))
      .map((key) => key.slice(PREFIX.length));
  },
};

/** The app's own storage on the phone. */
export const openDeviceStorage = (): Promise<DeviceStorage> => Promise.resolve(storage);
