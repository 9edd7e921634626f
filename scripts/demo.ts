export function loadDemoOnce(_: object): Promise<boolean> {
  return Promise.resolve(false);
}
