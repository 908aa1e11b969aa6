/** Waiting for an outcome by looking again, more and more slowly; no webhook needed. */

import type { CallOptions } from "./api.ts";
import { StillWaiting } from "./errors.ts";
import { pause } from "./retrying.ts";

interface Limits {
  /** For how long. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Either a status (or several, if any of them is an outcome), or whatever the caller says. */
export type WaitOptions<Thing extends { readonly status: string }> = Limits &
  (
    | { readonly status: Thing["status"] | readonly Thing["status"][]; readonly until?: never }
    | { readonly until: (seen: Thing) => boolean; readonly status?: never }
  );

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5000;
const GROWTH = 1.5;

/** Look until it is as wanted. Throws StillWaiting when time is up. */
export async function waitUntil<Thing extends { readonly status: string }>(
  look: (options: CallOptions) => Promise<Thing>,
  options: WaitOptions<Thing>,
): Promise<Thing> {
  const { timeoutMs = 60_000, signal: callers } = options;
  const time = AbortSignal.timeout(timeoutMs);
  const signal = callers ? AbortSignal.any([callers, time]) : time;
  const reached = options.until ?? ((thing: Thing) => [options.status].flat().includes(thing.status));
  let seen: Thing | undefined;
  try {
    for (let ms = FIRST_PAUSE_MS; ; ms = Math.min(ms * GROWTH, LONGEST_PAUSE_MS)) {
      seen = await look({ signal });
      if (reached(seen)) {
        return seen;
      }
      await pause(ms, signal);
    }
  } catch (error) {
    if (!time.aborted) {
      throw error;
    }
    throw new StillWaiting(`not there after ${timeoutMs} ms: ${seen ? `it is ${seen.status}` : "nothing was seen"}`, seen);
  }
}
