import { createStore } from '../store.ts';
import type { ReadonlyStore } from '../store.ts';
import { createCarrier } from './carrier.ts';
import type { Carrier, CarrierDeps } from './carrier.ts';
import { newUpload, nextUpload } from './upload.ts';
import type { ChosenFile, Upload, UploadInput } from './upload.ts';

/** More at once only share the same line. */
const AT_ONCE_MAX = 3;

/** The files of one event that are on their way from this device. */
export interface Uploads extends ReadonlyStore<readonly Upload[]> {
  /** Begins to send them, a few at a time, in this order. @returns their keys. */
  readonly add: (files: readonly ChosenFile[]) => readonly string[];
  readonly pause: (key: string) => void;
  readonly resume: (key: string) => void;
  /** Begins one anew that was refused. */
  readonly retry: (key: string) => void;
  /** Takes one away, here and on the server. */
  readonly remove: (key: string) => void;
  /** A message waits for these: they are no more with what is being written, and none of them is paused. */
  readonly hold: (keys: readonly string[], by: string) => void;
  /** Lets those go that a message has taken along. */
  readonly forget: (keys: readonly string[]) => void;
  /** The network is back: what was interrupted goes on at once. */
  readonly wake: () => void;
  /** Stops everything; what the server has of it stays there for a while. */
  readonly dispose: () => void;
}

export interface UploadsDeps extends CarrierDeps {
  readonly newId: () => string;
}

/** Files as they are chosen, sent, looked at by the server, and ready for a message. */
export function createUploads(deps: UploadsDeps): Uploads {
  const { store, carriers, apply, giveTurns, drop } = createFleet(deps);
  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    add(files) {
      const added = files.map((file) => newUpload(deps.newId(), file));
      store.set([...store.getSnapshot(), ...added]);
      added.forEach(giveTurns);
      return added.map(({ key }) => key);
    },
    pause(key) {
      carriers.get(key)?.rest();
      apply(key, { type: 'paused' });
    },
    resume: (key) => apply(key, { type: 'resumed' }),
    retry(key) {
      carriers.get(key)?.discard();
      carriers.delete(key);
      apply(key, { type: 'retried' });
    },
    remove: (key) => drop([key], (carrier) => carrier.discard()),
    hold(keys, by) {
      for (const key of keys) {
        apply(key, { type: 'held', by });
        apply(key, { type: 'resumed' });
      }
    },
    forget: (keys) => drop(keys, (carrier) => carrier.end()),
    wake: () => carriers.forEach((carrier) => carrier.wake()),
    dispose: () => drop(store.getSnapshot().map(keyOf), (carrier) => carrier.end()),
  };
}

const keyOf = ({ key }: Upload): string => key;

/** The uploads with what carries each of them. */
function createFleet(deps: UploadsDeps) {
  const store = createStore<readonly Upload[]>([]);
  const carriers = new Map<string, Carrier>();

  const apply = (key: string, input: UploadInput): void => {
    const before = store.getSnapshot().find((upload) => upload.key === key);
    if (before === undefined) return;
    const next = nextUpload(before, input);
    if (next === before) return;
    store.set(store.getSnapshot().map((upload) => (upload === before ? next : upload)));
    if (next.state.status !== before.state.status) giveTurns();
  };
  const giveTurns = (): void => {
    const free = AT_ONCE_MAX - store.getSnapshot().filter(isSending).length;
    const next = store.getSnapshot().find(({ state }) => state.status === 'waiting');
    if (free <= 0 || next === undefined) return;
    apply(next.key, { type: 'turn' });
    carrierOf(next).go();
  };
  const carrierOf = ({ key, file }: Upload): Carrier => {
    const known = carriers.get(key);
    if (known !== undefined) return known;
    const carrier = createCarrier(deps, file, (input) => apply(key, input));
    carriers.set(key, carrier);
    return carrier;
  };
  const drop = (keys: readonly string[], end: (carrier: Carrier) => void): void => {
    const dropped = store.getSnapshot().filter(({ key }) => keys.includes(key));
    if (dropped.length === 0) return;
    for (const { key, file } of dropped) {
      const carrier = carriers.get(key);
      if (carrier !== undefined) end(carrier);
      carriers.delete(key);
      file.release?.();
    }
    store.set(store.getSnapshot().filter((upload) => !dropped.includes(upload)));
    giveTurns();
  };
  return { store, carriers, apply, giveTurns, drop };
}

const isSending = ({ state }: Upload): boolean => state.status === 'sending';
