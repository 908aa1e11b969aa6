/** Time, the caller's own will, and where requests go. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";

import { NotConfigured, Souk, Unreachable } from "../src/index.ts";
import { loopback, problem, soukAt } from "./loopback.ts";
import { LAMP, ORDER, WANTED } from "./shop.ts";

test("who never answers is given up on after the limit of each attempt", async (t) => {
  const shop = await loopback(t, () => ({ instead: "silence" }));

  const asked = soukAt(shop.url, { timeoutMs: 300, retries: { attempts: 2 } }).orders.getProduct("LAMP-1");

  await assert.rejects(asked, { name: "Unreachable", message: "getProduct: no answer within 300 ms" });
  assert.equal(shop.asked.length, 2);
});

test("one call may have a limit of its own", async (t) => {
  const shop = await loopback(t, () => ({ instead: "silence" }));

  await assert.rejects(soukAt(shop.url).orders.putProduct("LAMP-1", LAMP, { timeoutMs: 20 }), /within 20 ms/);
});

test("a server that isn't there is named, and why it can't be reached", async () => {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((gone) => server.close(gone));

  const asked = soukAt(`http://127.0.0.1:${port}`).orders.getProduct("LAMP-1");

  await assert.rejects(asked, (error: Unreachable) => {
    assert.equal(error.message, `getProduct: no answer from 127.0.0.1:${port}`);
    assert.match(String((error.cause as Error).cause), /ECONNREFUSED/);
    return error instanceof Unreachable;
  });
});

test("a caller who gives up gets their own reason, in an attempt and between two", async (t) => {
  const giving = new AbortController();
  const shop = await loopback(t, (_, before) => {
    queueMicrotask(() => giving.abort(new Error("enough")));
    return before ? {} : problem("unavailable", 503, {}, { "Retry-After": "15" });
  });
  const souk = soukAt(shop.url);

  await assert.rejects(souk.orders.getProduct("LAMP-1", { signal: giving.signal }), { message: "enough" });
  await assert.rejects(souk.orders.getProduct("LAMP-1", { signal: giving.signal }), { message: "enough" });

  assert.equal(shop.asked.length, 1);
});

test("a caller who gives up on a change gets their own reason, too", async (t) => {
  const giving = new AbortController();
  const shop = await loopback(t, () => {
    queueMicrotask(() => giving.abort(new Error("enough")));
    return { instead: "silence" };
  });

  const changed = soukAt(shop.url).orders.putProduct("LAMP-1", LAMP, { signal: giving.signal });

  await assert.rejects(changed, { message: "enough" });
});

test("requests belong to the trace they are told of, or to the invocation's", async (t) => {
  const shop = await loopback(t, () => ({ status: 201, body: ORDER }));
  t.after(() => delete process.env["_X_AMZN_TRACE_ID"]);

  await soukAt(shop.url).orders.placeOrder(WANTED);
  process.env["_X_AMZN_TRACE_ID"] = "Root=1-invocation";
  await soukAt(shop.url).orders.placeOrder(WANTED);
  await soukAt(shop.url, { trace: () => "Root=1-given" }).orders.placeOrder(WANTED);

  const traces = shop.asked.map(({ headers }) => headers["x-amzn-trace-id"]);
  assert.deepEqual(traces, [undefined, "Root=1-invocation", "Root=1-given"]);
});

test("what names nothing is no part of an address", async (t) => {
  const shop = await loopback(t, () => ({ body: { items: [], links: { next: null } } }));
  const { orders } = soukAt(shop.url);

  for (const name of ["", ".", ".."]) {
    await assert.rejects(async () => orders.getOrder(name), TypeError);
  }
  await orders.getOrder("a/../b?c#d");

  assert.deepEqual(shop.asked.map(({ path }) => path), ["/orders/a%2F..%2Fb%3Fc%23d"]);
});

test("an API whose address nobody gave says so when it is used", () => {
  const souk = new Souk({ baseUrls: { "orders.v2": "https://orders.souk.example" } });

  assert.ok(souk.orders);
  assert.throws(() => souk.ordersV1, new NotConfigured("nobody said where orders.v1 answers: add it to baseUrls"));
});

test("an address that can't be one is refused without being repeated", () => {
  for (const url of ["orders.souk.example", "https://ada:secret@orders.souk.example", "https://secret@orders.souk.example"]) {
    const souk = new Souk({ baseUrls: { "orders.v2": url } });

    assert.throws(() => souk.orders, (error: Error) => error instanceof NotConfigured && !error.message.includes("secret"));
  }
});
