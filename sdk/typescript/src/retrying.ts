/** Which answers are worth another try, and how long to stay away before it. */

export interface Patience {
  /** How often a request is sent in all. */
  readonly attempts: number;
  /** The first pause; each following one may be twice as long. */
  readonly pauseMs: number;
  /** A server that wants a longer pause than this isn't waited for. */
  readonly longestPauseMs: number;
}

const PASSING = new Set([429, 500, 502, 503, 504]);

/** How long to wait before the next try; undefined when there shall be none. `answer` is undefined when none came. */
export function pauseBefore(next: number, answer: Response | undefined, patience: Patience): number | undefined {
  if (next > patience.attempts || (answer && !mayPass(answer))) {
    return undefined;
  }
  const backoff = Math.random() * Math.min(patience.pauseMs * 2 ** (next - 2), patience.longestPauseMs);
  const asked = (answer && retryAfterMs(answer.headers)) ?? 0;
  return asked > patience.longestPauseMs ? undefined : asked + backoff;
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

/** A 409 that names a time is a create with this key that is still being worked on. */
function mayPass(answer: Response): boolean {
  return PASSING.has(answer.status) || (answer.status === 409 && answer.headers.has("Retry-After"));
}
