/** The session that opens the files of a piece of content: opened at once, renewed before it ends. */

import { useEffect, useState } from "preact/hooks";

import { settings } from "../settings.ts";
import { souk } from "../souk.ts";
import { type Loaded, useLoad } from "../use_load.ts";
import { renew } from "./renewal.ts";
import { type Signed, signed } from "./signed.ts";

export interface UseSession extends Loaded<Signed> {
  /** Why it was not renewed; undefined as long as it is. */
  readonly ended: unknown;
}

export function useSession(id: string): UseSession {
  const open = async (signal: AbortSignal) =>
    signed(await souk.content.beginSession(id, { signal }), settings.content ?? location.origin);
  const first = useLoad(open, [id]);
  const [renewed, use] = useState<Signed>();
  const [ended, end] = useState<unknown>();
  useEffect(() => {
    if (!first.value) {
      return undefined;
    }
    const control = new AbortController();
    use(undefined);
    end(undefined);
    renew({ first: first.value, open, use, signal: control.signal, sleep: pause }).then(end, () => undefined);
    return () => control.abort();
  }, [first.value]);
  return { ...first, value: renewed ?? first.value, ended };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });
}
