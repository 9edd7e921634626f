import { useState } from 'react';

/** Runs a request and says while it does. */
export function useSaving(): readonly [
  isSaving: boolean,
  run: <Value>(request: Promise<Value>) => Promise<Value>,
] {
  const [running, setRunning] = useState(0);
  const run = async <Value>(request: Promise<Value>): Promise<Value> => {
    setRunning((count) => count + 1);
    try {
      return await request;
    } finally {
      setRunning((count) => count - 1);
    }
  };
  return [running > 0, run];
}
