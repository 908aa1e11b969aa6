/** What all generated clients share: from a contract's operation to a request, and from its answer to a value. */

import createClient, { type Client } from "openapi-fetch";

import { BrokenAnswer, Problem, type ProblemDetails } from "./errors.ts";
import { PROBLEMS } from "./generated/problems.ts";
import { retryAfterMs } from "./retrying.ts";
import type { Call, Transport } from "./transport.ts";

export interface CallOptions {
  /** Gives up when the caller does. */
  readonly signal?: AbortSignal | undefined;
  /** The limit of each try. */
  readonly timeoutMs?: number | undefined;
}

export interface CreateOptions extends CallOptions {
  /** Made up for each call, unless the caller has one: the same key makes the same thing, however often it is sent. */
  readonly idempotencyKey?: string | undefined;
}

type Asked<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

export abstract class Api<Paths extends {}> {
  readonly #http: Client<Paths>;
  readonly #transport: Transport;

  constructor(baseUrl: string, transport: Transport) {
    this.#transport = transport;
    this.#http = createClient<Paths>({ baseUrl });
  }

  /** The typed requests of the contract. */
  protected get http(): Client<Paths> {
    return this.#http;
  }

  /** Ask, and answer what came; what was refused is thrown. */
  protected async ask<T>(call: Call, request: (send: (request: Request) => Promise<Response>) => Asked<T>): Promise<T> {
    const { data, error, response } = await request((sent) => this.#transport.send(sent, call)).catch(broken(call));
    if (!response.ok) {
      throw problem(error, response, call);
    }
    if (data === undefined && response.status !== 204) {
      throw new BrokenAnswer(`${call.operation}: the answer is empty`);
    }
    return data as T;
  }
}

/** What the caller has to say about a call. */
export function callOf({ signal, timeoutMs }: CallOptions): CallOptions {
  return { signal, timeoutMs };
}

/** A key that nothing else was ever made with. */
export function newKey(): string {
  return crypto.randomUUID();
}

/** A part of a path. Refuses what would lead to another one: nothing, `.` and `..`. */
export function part(name: string, value: string): string {
  if (/^\.{0,2}$/.test(value)) {
    throw new TypeError(`${name}: ${JSON.stringify(value)} names nothing`);
  }
  return value;
}

function broken(call: Call): (error: unknown) => never {
  return (error) => {
    throw error instanceof SyntaxError ? new BrokenAnswer(`${call.operation}: the answer isn't JSON`) : error;
  };
}

function problem(body: unknown, answer: Response, call: Call): Problem {
  const details = isDetails(body) ? body : { type: "about:blank", title: `HTTP ${answer.status}`, status: answer.status };
  const Kind = PROBLEMS.get(details.type) ?? Problem;
  return new Kind(details, {
    operation: call.operation,
    retryAfterMs: retryAfterMs(answer.headers),
    traceId: answer.headers.get("X-Trace-Id") ?? undefined,
  });
}

function isDetails(body: unknown): body is ProblemDetails {
  const said = body as ProblemDetails | null | undefined;
  return typeof said?.type === "string" && typeof said.title === "string" && typeof said.status === "number";
}
