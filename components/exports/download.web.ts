/** Whether this device takes files as a browser does. */
export const CAN_DOWNLOAD: boolean = true;

/** Has the browser take a file, without leaving the page; the address says its name. */
export function download(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}
