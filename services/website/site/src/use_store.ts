/** A store's value in a component, which is drawn again when it changes. */

import { useEffect, useState } from "preact/hooks";

import type { Store } from "./store.ts";

export function useStore<T>(store: Store<T>): T {
  const [value, show] = useState(store.value);
  useEffect(() => {
    show(() => store.value);
    return store.watch((next) => show(() => next));
  }, [store]);
  return value;
}
