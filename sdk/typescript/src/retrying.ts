/**
 * When a request is sent again, and after how long. Whether it may be is in the contract, not here: what is read may be,
 * and what creates something under an Idempotency-Key. Nothing else ever is.
 */

export interface Retries {
  /** How often a request is sent at most; 1 is never again. */
  readonly attempts: number;
  /** The longest wait before the second attempt; twice as much before each further one. */
  readonly waitMs: number;
  /** A service that asks for more (`Retry-After`) is not asked again: the caller hears of it. */
  readonly longestWaitMs: number;
  /** After this time nothing is begun any more, attempts and waits together. */
  readonly deadlineMs: number;
}

export const RETRIES: Retries = { attempts: 4, waitMs: 200, longestWaitMs: 20_000, deadlineMs: 60_000 };

const PASSING = new Set([429, 502, 503, 504]);

/** How long to wait after so many attempts; undefined when that was the last. `answer` is undefined when none came. */
export function waitAfter(
  attempt: number,
  spentMs: number,
  answer: Response | undefined,
  { attempts, waitMs, longestWaitMs, deadlineMs }: Retries,
): number | undefined {
  const asked = answer && retryAfterMs(answer.headers);
  if (attempt >= attempts || (answer && !passes(answer)) || (asked ?? 0) > longestWaitMs) {
    return undefined;
  }
  // The jitter keeps all those from coming back at once that were sent away at once.
  const jitter = Math.random() * waitMs * 2 ** (attempt - 1);
  const wait = asked === undefined ? Math.min(jitter, longestWaitMs) : asked + Math.min(jitter, 1000);
  return spentMs + wait < deadlineMs ? wait : undefined;
}

/** How long an answer asks to stay away: `Retry-After` in seconds, or as a date. */
export function retryAfterMs(headers: Headers): number | undefined {
  const said = headers.get("Retry-After");
  if (!said) {
    return undefined;
  }
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Wait, unless the caller gives up first. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", giveUp);
      resolve();
    }, ms);
    if (signal?.aborted) {
      giveUp();
    }
    signal?.addEventListener("abort", giveUp, { once: true });
  });
}

/** A conflict that names a time is the first attempt of the same creation, which is still being worked on. */
function passes(answer: Response): boolean {
  return PASSING.has(answer.status) || (answer.status === 409 && answer.headers.has("Retry-After"));
}
