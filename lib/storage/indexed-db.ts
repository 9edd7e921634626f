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

/**
 * Texts in the browser's own database. Rejects where the browser has none or blocks it. Where the
 * browser closes it under the running app, as iOS does in the background, it is opened again.
 */
export async function openIndexedDb(factory: IDBFactory): Promise<DeviceStorage> {
  let database = openDatabase(factory);
  await database;
  const during = async <Value>(
    mode: IDBTransactionMode,
    act: (transaction: IDBTransaction) => Promise<Value>,
  ): Promise<Value> => {
    const known = database;
    // Wrapped, since a refused act is no reason to open the database again.
    const start = async () => {
      const transaction = (await database).transaction(STORE, mode, { durability: 'strict' });
      return { done: act(transaction) };
    };
    const { done } = await start().catch(() => {
      if (database === known) database = openDatabase(factory);
      return start();
    });
    return done;
  };
  const change = (act: (store: IDBObjectStore) => void): Promise<void> =>
    during('readwrite', (transaction) => {
      act(transaction.objectStore(STORE));
      return committed(transaction);
    });
  return {
    async read(key) {
      const text: unknown = await during('readonly', (transaction) =>
        answerOf(transaction.objectStore(STORE).get(key)),
      );
      return typeof text === 'string' ? text : null;
    },
    write: (key, text) => change((store) => store.put(text, key)),
    remove: (key) => change((store) => store.delete(key)),
    async keys(prefix) {
      const keys = await during('readonly', (transaction) =>
        answerOf(transaction.objectStore(STORE).getAllKeys()),
      );
      return keys.flatMap((key) => (typeof key === 'string' && key.startsWith(prefix) ? key : []));
    },
  };
}
