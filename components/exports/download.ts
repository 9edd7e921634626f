/** Whether this device takes files as a browser does. A phone's app has no place for them. */
export const CAN_DOWNLOAD: boolean = false;

export function download(_url: string): void {
  throw new Error('nothing is downloaded here');
}
