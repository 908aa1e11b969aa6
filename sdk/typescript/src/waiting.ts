/** Waiting for what happens elsewhere, by looking again: no webhook, no socket. */

import type { CallOptions } from "./api.ts";
import { StillWaiting } from "./errors.ts";
import { pause } from "./retrying.ts";

export interface WaitOptions<Status extends string> {
  /** What to wait for; several, if any of them is an outcome. */
  readonly status: Status | readonly Status[];
  /** For how long. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2000;

/** Look until the status is as wanted. Throws StillWaiting when time is up. */
export async function waitUntil<Status extends string, Thing extends { readonly status: Status }>(
  look: (options: CallOptions) => Promise<Thing>,
  { status, timeoutMs = 60_000, signal: callers }: WaitOptions<Status>,
): Promise<Thing> {
  const wanted: readonly Status[] = typeof status === "string" ? [status] : status;
  const time = AbortSignal.timeout(timeoutMs);
  const signal = callers ? AbortSignal.any([callers, time]) : time;
  let seen: Thing | undefined;
  try {
    for (let ms = FIRST_PAUSE_MS; ; ms = Math.min(ms * 1.5, LONGEST_PAUSE_MS)) {
      seen = await look({ signal });
      if (wanted.includes(seen.status)) {
        return seen;
      }
      // Jitter: who began to wait together shall not look together.
      await pause(ms * (0.5 + Math.random() / 2), signal);
    }
  } catch (error) {
    if (!time.aborted || callers?.aborted) {
      throw error;
    }
    const now = seen ? `it is ${seen.status}` : "it was never seen";
    throw new StillWaiting(`not ${wanted.join(" or ")} after ${timeoutMs} ms: ${now}`);
  }
}
