/** A server on this machine that answers as a test tells it to, and remembers what it was asked. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

import { Souk, type SoukOptions } from "../src/index.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Instead of an answer: none at all, or one that ends too soon. */
  readonly instead?: "silence" | "half";
}

export interface Loopback {
  readonly url: string;
  readonly asked: Asked[];
}

/** Open until the test is over. `answer` is told what was asked, and how many came before. */
export async function loopback(t: TestContext, answer: (asked: Asked, before: number) => Answer): Promise<Loopback> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://loopback");
    const body = (await request.setEncoding("utf8").toArray()).join("");
    const method = request.method ?? "";
    asked.push({ method, path: pathname, query: searchParams, headers: request.headers, body });
    send(response, answer(asked.at(-1)!, asked.length - 1));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** An SDK that talks to a loopback server, without patience that a test would have to wait for. */
export function soukAt(url: string, options: Partial<SoukOptions> = {}): Souk {
  const baseUrls = { "orders.v1": url, "orders.v2": url, "users.v1": url };
  const { retries, ...rest } = options;
  return new Souk({ baseUrls, retries: { waitMs: 1, ...retries }, ...rest });
}

export function problem(kind: string, status: number, more: object = {}, headers: Record<string, string> = {}): Answer {
  const body = { type: `urn:souk:problem:${kind}`, title: `It is ${kind}.`, status, ...more };
  return { status, body, headers: { "Content-Type": "application/problem+json", ...headers } };
}

function send(response: ServerResponse, { status = 200, body, headers = {}, instead }: Answer): void {
  if (instead === "silence") {
    return;
  }
  const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
  if (instead === "half") {
    response.writeHead(status, { "Content-Length": text.length + 1 });
    response.write(text, () => response.destroy());
    return;
  }
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(text);
}
