/** Waiting for an outcome by looking again. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { StillWaiting } from "../src/index.ts";
import { loopback, problem, soukAt } from "./loopback.ts";
import { ORDER } from "./shop.ts";

const SHIPPED = { ...ORDER, status: "shipped" };

test("it is looked at until it is as wanted", async (t) => {
  const shop = await loopback(t, (_, before) => ({ body: before < 2 ? ORDER : SHIPPED }));

  const order = await soukAt(shop.url).orders.waitUntil(ORDER.id, { status: "shipped" });

  assert.deepEqual(order, SHIPPED);
  assert.equal(shop.asked.length, 3);
});

test("any of several outcomes will do, or whatever the caller says", async (t) => {
  const shop = await loopback(t, () => ({ body: { ...ORDER, status: "cancelled" } }));
  const { orders } = soukAt(shop.url);

  assert.equal((await orders.waitUntil(ORDER.id, { status: ["shipped", "cancelled"] })).status, "cancelled");
  assert.equal((await orders.waitUntil(ORDER.id, { until: (order) => order.lines.length === 1 })).status, "cancelled");
  assert.equal(shop.asked.length, 2);
});

test("when time is up the error tells what was seen last", async (t) => {
  const shop = await loopback(t, () => ({ body: ORDER }));

  const waiting = soukAt(shop.url).ordersV1.waitUntil(ORDER.id, { status: "shipped", timeoutMs: 150 });

  await assert.rejects(waiting, (error: StillWaiting<typeof ORDER>) => {
    assert.equal(error.message, "not there after 150 ms: it is placed");
    return error instanceof StillWaiting && error.last?.id === ORDER.id;
  });
});

test("a server that is silent doesn't make the wait longer", async (t) => {
  const shop = await loopback(t, () => ({ instead: "silence" }));

  const waiting = soukAt(shop.url).orders.waitUntil(ORDER.id, { status: "shipped", timeoutMs: 150 });

  await assert.rejects(waiting, { name: "StillWaiting", message: "not there after 150 ms: nothing was seen" });
});

test("what isn't there is not waited for, and a caller may give up", async (t) => {
  const giving = new AbortController();
  const shop = await loopback(t, (_, before) => {
    giving.abort(new Error("enough"));
    return before ? { body: ORDER } : problem("not-found", 404);
  });
  const { orders } = soukAt(shop.url);

  await assert.rejects(orders.waitUntil(ORDER.id, { status: "shipped" }), { name: "NotFound" });
  await assert.rejects(orders.waitUntil(ORDER.id, { status: "shipped", signal: giving.signal }), { message: "enough" });
});
