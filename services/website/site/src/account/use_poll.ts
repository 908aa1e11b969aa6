/** Follows something while the page is open: `polling.ts` as a hook. */

import { useEffect, useRef } from "preact/hooks";

import { poll } from "./polling.ts";

/** `look` is called again and again while `active`; it says when nothing more is to come. */
export function usePoll(active: boolean, look: (signal: AbortSignal) => Promise<boolean>): void {
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    if (!active) {
      return undefined;
    }
    const control = new AbortController();
    void poll({ look: (signal) => latest.current(signal), signal: control.signal });
    return () => control.abort();
  }, [active]);
}
