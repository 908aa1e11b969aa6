/** Sends one request with what every request needs: proof of who asks, a limit in time, another try where that is safe. */

import type { Auth, Outgoing } from "./auth.ts";
import { Unreachable } from "./errors.ts";
import { pause, type Retries, waitAfter } from "./retrying.ts";

export const TRACE_HEADER = "X-Amzn-Trace-Id";
/** By it a page reads refusals of API Gateway, which does not compare origins: docs/decisions/0083-cors.md. */
const PAGE_HEADER = "X-Origin";
const NO_BODY = new Set([204, 205, 304]);

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What the transport has to know of a request besides what is sent. */
export interface Call {
  readonly operation: string;
  /** Whether the contract asks who it is. */
  readonly secured: boolean;
  /** Whether sending it twice is the same as sending it once: a read, or a create that carries its key. */
  readonly repeatable: boolean;
  /** Whether another server than the APIs is asked, which knows none of our headers. */
  readonly foreign?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

export interface TransportOptions {
  readonly auth: Auth | undefined;
  /** The limit of each attempt. */
  readonly timeoutMs: number;
  readonly retries: Retries;
  /** The trace that requests shall belong to, `Root=1-...;Parent=...;Sampled=1`. */
  readonly trace: () => string | undefined;
  readonly fetch: Fetch;
}

export class Transport {
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /** The answer, whatever its status, read to its end. Throws Unreachable, or the reason of the caller's signal. */
  async send(request: Request, call: Call): Promise<Response> {
    const outgoing = await this.#outgoing(request, call);
    const began = performance.now();
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#authorized(outgoing, call);
      const answer = outcome instanceof Unreachable ? undefined : outcome;
      const spent = performance.now() - began;
      const wait = call.repeatable ? waitAfter(attempt, spent, answer, this.#options.retries) : undefined;
      if (wait !== undefined) {
        await pause(wait, call.signal);
      } else if (outcome instanceof Unreachable) {
        throw outcome;
      } else {
        return outcome;
      }
    }
  }

  async #outgoing(request: Request, { foreign = false }: Call): Promise<Outgoing> {
    const headers = new Headers(request.headers);
    const trace = foreign ? undefined : this.#options.trace();
    if (trace) {
      headers.set(TRACE_HEADER, trace);
    }
    const page = foreign ? undefined : globalThis.location?.origin;
    if (page && page !== new URL(request.url).origin) {
      headers.set(PAGE_HEADER, page);
    }
    return { method: request.method, url: request.url, headers, body: request.body ? await request.text() : undefined };
  }

  /** What was refused for its token alone did not happen: it is safe to repeat, once. */
  async #authorized(outgoing: Outgoing, call: Call): Promise<Response | Unreachable> {
    const auth = call.secured ? this.#options.auth : undefined;
    await auth?.authorize(outgoing);
    const outcome = await this.#once(outgoing, call);
    if (outcome instanceof Unreachable || outcome.status !== 401 || !auth?.renew?.(outgoing)) {
      return outcome;
    }
    await auth.authorize(outgoing);
    return this.#once(outgoing, call);
  }

  async #once({ method, url, headers, body }: Outgoing, call: Call): Promise<Response | Unreachable> {
    call.signal?.throwIfAborted();
    const timeoutMs = call.timeoutMs ?? this.#options.timeoutMs;
    const time = AbortSignal.timeout(timeoutMs);
    const signal = call.signal ? AbortSignal.any([call.signal, time]) : time;
    try {
      const answer = await this.#options.fetch(url, { method, headers, signal, ...(body === undefined ? {} : { body }) });
      // Here, because an answer that breaks off is a failure like any other.
      const content = await answer.arrayBuffer();
      return new Response(NO_BODY.has(answer.status) ? null : content, answer);
    } catch (cause) {
      call.signal?.throwIfAborted();
      const why = time.aborted ? `within ${timeoutMs} ms` : `from ${new URL(url).host}`;
      return new Unreachable(`${call.operation}: no answer ${why}`, { cause });
    }
  }
}
