/** Renews a session before it ends, for as long as a page is open. */

const SPENT = 0.75;
/** Where the clock of this machine says that a new session is over. */
const UNTIMELY_MS = 60_000;
const AGAIN_MS = 15_000;

export interface Renewal<T extends { readonly ends: number }> {
  readonly first: T;
  readonly open: (signal: AbortSignal) => Promise<T>;
  readonly use: (next: T) => void;
  readonly signal: AbortSignal;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly now?: () => number;
}

/** Ends with the refusal of a session, or when the last one has ended without an answer. Throws with the signal. */
export async function renew<T extends { readonly ends: number }>(renewal: Renewal<T>): Promise<unknown> {
  const { open, use, signal, sleep, now = Date.now } = renewal;
  let current = renewal.first;
  let wait = before(current.ends - now());
  for (;;) {
    await sleep(wait, signal);
    try {
      current = await open(signal);
      use(current);
      wait = before(current.ends - now());
    } catch (error) {
      signal.throwIfAborted();
      if (isRefusal(error) || now() >= current.ends) {
        return error;
      }
      wait = AGAIN_MS;
    }
  }
}

function before(left: number): number {
  return left > 0 ? left * SPENT : UNTIMELY_MS;
}

/** Whether asking again gets the same answer. */
export function isRefusal(error: unknown): boolean {
  const { status = 0, name } = (error ?? {}) as { status?: number; name?: string };
  return name === "NotSignedIn" || (status >= 400 && status < 500 && status !== 429);
}

/** Whether a member would have got it. */
export function needsMembership(error: unknown): boolean {
  return (error as { type?: unknown } | null)?.type === "urn:souk:problem:membership-required";
}
