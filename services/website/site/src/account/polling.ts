/** Looks again and again, politely: more and more rarely, still more so after a failure, never in a hidden page. */

const FIRST_MS = 2_000;
const GROWTH = 1.4;
const LONGEST_MS = 30_000;

export interface Poll {
  /** True when nothing more is to come. A failure is no end: it is looked at again later. */
  readonly look: (signal: AbortSignal) => Promise<boolean>;
  readonly signal: AbortSignal;
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Resolves when the page is seen, at once if it is. */
  readonly seen?: (signal: AbortSignal) => Promise<void>;
}

/** Ends when `look` does, or with the signal; never throws. */
export async function poll({ look, signal, sleep = pause, seen = visible }: Poll): Promise<void> {
  try {
    for (let ms = FIRST_MS; !signal.aborted; ms = Math.min(ms * GROWTH, LONGEST_MS)) {
      await sleep(ms, signal);
      await seen(signal);
      const done = await look(signal).catch(() => undefined);
      if (done) {
        return;
      }
      ms = done === undefined ? ms * 2 : ms;
    }
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });
}

function visible(signal: AbortSignal): Promise<void> {
  if (!document.hidden) {
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    document.addEventListener("visibilitychange", () => document.hidden || resolve(), { signal });
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
