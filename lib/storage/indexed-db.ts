import type { DeviceStorage } from './storage.ts';

const NAME = 'hallway';
const STORE = 'texts';

function answerOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () =>
      reject(request.error ?? new Error('the browser keeps nothing')),
    );
  });
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(NAME, 1);
  request.addEventListener('upgradeneeded', () => void request.result.createObjectStore(STORE));
  return answerOf(request);
}

/** Resolves when the change is on disk: a request alone may still be rolled back. */
function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () =>
      reject(transaction.error ?? new Error('storage is full')),
    );
  });
}

/** Texts in the browser's own database. Rejects where the browser has none or blocks it. */
export async function openIndexedDb(factory: IDBFactory): Promise<DeviceStorage> {
  const database = await openDatabase(factory);
  const reading = () => database.transaction(STORE, 'readonly').objectStore(STORE);
  const change = (act: (store: IDBObjectStore) => void): Promise<void> => {
    const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' });
    act(transaction.objectStore(STORE));
    return committed(transaction);
  };
  return {
    async read(key) {
      const text: unknown = await answerOf(reading().get(key));
      return typeof text === 'string' ? text : null;
    },
    write: (key, text) => change((store) => store.put(text, key)),
    remove: (key) => change((store) => store.delete(key)),
    async keys(prefix) {
      const keys = await answerOf(reading().getAllKeys());
      return keys.flatMap((key) => (typeof key === 'string' && key.startsWith(prefix) ? key : []));
    },
  };
}
