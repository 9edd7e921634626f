import { useState } from 'react';

/** What an action may end in: only what it needs of a `Result`. */
type Outcome<Failure> = { readonly ok: true } | { readonly ok: false; readonly error: Failure };

interface Action<Failure> {
  readonly isBusy: boolean;
  /** Why the last run was refused; `null` while one is under way. */
  readonly refusal: Failure | null;
  /** Resolves to whether it went well. */
  readonly run: (call: () => Promise<Outcome<Failure>>) => Promise<boolean>;
}

/** Runs something that takes time, and keeps whether it is under way and why it was refused. */
export function useAction<Failure>(): Action<Failure> {
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  return {
    isBusy,
    refusal,
    async run(call) {
      setIsBusy(true);
      setRefusal(null);
      const outcome = await call();
      setIsBusy(false);
      if (!outcome.ok) setRefusal(outcome.error);
      return outcome.ok;
    },
  };
}
