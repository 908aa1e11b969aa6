/** A value that was added after this version is kept, and can be told from those it knows. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { known, type ordersV2 } from "../src/index.ts";
import { loopback, soukAt } from "./loopback.ts";
import { ORDER, WANTED } from "./shop.ts";

test("an order that was placed counts as placed, whatever its status", async (t) => {
  const shop = await loopback(t, () => ({ status: 201, body: { ...ORDER, status: "teleported" } }));

  const order = await soukAt(shop.url).orders.placeOrder(WANTED);

  assert.equal(order.status, "teleported");
  assert.ok(!known.ordersV2.Status.has(order.status));
  assert.deepEqual([...known.ordersV2.Status], ["placed", "shipped", "cancelled"]);
});

test("the types take a value without a name, and offer those that have one", () => {
  const statuses: ordersV2.Status[] = ["placed", "teleported"];

  assert.equal(statuses.length, 2);
});
