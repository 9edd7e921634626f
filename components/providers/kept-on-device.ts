import { openDeviceStorage } from '@/lib/storage/device-storage';
import { createKeptStorage } from '@/lib/storage/kept-storage';

/** What the app keeps on this device. */
export const storage = createKeptStorage(openDeviceStorage);
