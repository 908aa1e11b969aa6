/** Addresses lead to pages. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { match, same } from "../src/router.ts";

test("every address of the site leads to its page", () => {
  assert.equal(match("/").page, "catalogue");
  assert.equal(match("https://shop.example/orders/?after=x").page, "orders");
  assert.deepEqual(match("/products/HUB-MINI").params, { sku: "HUB-MINI" });
  assert.equal(match("/newsletter/confirm?token=a.b").query.get("token"), "a.b");
});

test("an address that leads nowhere is said so", () => {
  for (const address of ["/nowhere", "/products", "/products/A/B", "/products/%E0%A4%A", "/orders/1/2"]) {
    assert.equal(match(address).page, "not-found");
  }
});

test("what is encoded in an address is decoded once", () => {
  assert.deepEqual(match("/products/%3Cb%3E%2525").params, { sku: "<b>%25" });
});

test("a part of the same page is the same page, another query is not", () => {
  assert.ok(same(match("/orders?after=1"), match("/orders/?after=1#content")));
  assert.ok(!same(match("/orders?after=1"), match("/orders?after=2")));
  assert.ok(!same(match("/products/A-1"), match("/products/A-2")));
});
