/** What all generated clients share: from a contract's operation to a request, and from its answer to a value. */

import createClient, { type Client } from "openapi-fetch";

import { UnexpectedAnswer } from "./errors.ts";
import { refusal } from "./refusal.ts";
import type { Call, Transport } from "./transport.ts";

export interface CallOptions {
  /** Gives up when the caller does. */
  readonly signal?: AbortSignal | undefined;
  /** The limit of each attempt. */
  readonly timeoutMs?: number | undefined;
}

export interface CreateOptions extends CallOptions {
  /** Made up for each call, unless the caller has one: the same key makes the same thing, however often it is sent. */
  readonly idempotencyKey?: string | undefined;
}

// What came is what the contract says: openapi-fetch would read `string & {}`, the rest of an open enum, as an object.
type Asked = Promise<{ data?: unknown; error?: unknown; response: Response }>;

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
  protected async ask<T>(call: Call, request: (send: (request: Request) => Promise<Response>) => Asked): Promise<T> {
    let answer: Response | undefined;
    try {
      const { data, error, response } = await request(async (sent) => (answer = await this.#transport.send(sent, call)));
      if (!response.ok) {
        throw refusal(call.operation, error, response);
      }
      if (data === undefined && response.status !== 204) {
        throw new UnexpectedAnswer(call.operation, "the answer is empty", response);
      }
      return data as T;
    } catch (error) {
      if (answer && error instanceof SyntaxError) {
        throw new UnexpectedAnswer(call.operation, "the answer isn't JSON", answer);
      }
      throw error;
    }
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
