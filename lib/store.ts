/** A value that can be watched, in the form that React's `useSyncExternalStore` wants. */
export interface Store<Value> {
  readonly subscribe: (onChange: () => void) => () => void;
  readonly getSnapshot: () => Value;
  /** Tells the subscribers, unless the value is the same object as before. */
  readonly set: (value: Value) => void;
}

export type ReadonlyStore<Value> = Omit<Store<Value>, 'set'>;

export function createStore<Value>(initial: Value): Store<Value> {
  let current = initial;
  const subscribers = new Set<() => void>();
  return {
    subscribe(onChange) {
      // Wrapped, so that one function that subscribes twice is told twice and leaves once.
      const subscriber = () => onChange();
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
    getSnapshot: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const subscriber of subscribers) subscriber();
    },
  };
}
