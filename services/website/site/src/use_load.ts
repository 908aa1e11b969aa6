/** Something that a component loads: the value, the failure, and a way to ask again. */

import { useCallback, useEffect, useState } from "preact/hooks";

export interface Loaded<T> {
  readonly value: T | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  /** Ask again; the last value stays until the next has come. */
  readonly reload: () => void;
}

/** `load` is called at first, and when one of `inputs` changes; it is aborted when nobody waits any more. */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, inputs: readonly unknown[]): Loaded<T> {
  const [state, show] = useState<Omit<Loaded<T>, "reload">>({ value: undefined, error: undefined, loading: true });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const control = new AbortController();
    show(({ value }) => ({ value, error: undefined, loading: true }));
    load(control.signal).then(
      (value) => control.signal.aborted || show({ value, error: undefined, loading: false }),
      (error: unknown) => control.signal.aborted || show(({ value }) => ({ value, error, loading: false })),
    );
    return () => control.abort();
  }, [...inputs, attempt]);
  const reload = useCallback(() => setAttempt((last) => last + 1), []);
  return { ...state, reload };
}
