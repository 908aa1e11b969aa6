/** The basket: kept by the browser, whole in every tab. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Basket, MOST_LINES, MOST_PIECES } from "../src/basket.ts";

function shelf(content: Record<string, string> = {}) {
  const kept = new Map(Object.entries(content));
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

test("what is added is there after the page is loaded again", () => {
  const storage = shelf();
  new Basket(storage).add("HUB-MINI", 2);
  new Basket(storage).add("HUB-MINI", 1);

  assert.deepEqual(new Basket(storage).value, [{ sku: "HUB-MINI", quantity: 3 }]);
});

test("two tabs lose nothing of each other", () => {
  const storage = shelf();
  const [one, other] = [new Basket(storage), new Basket(storage)];
  one.add("HUB-MINI", 1);
  other.add("LUMEN-BULB", 1);
  one.put("HUB-MINI", 0);

  assert.deepEqual(one.value, [{ sku: "LUMEN-BULB", quantity: 1 }]);
});

test("it refuses more than an order may have", () => {
  const basket = new Basket(shelf());
  for (let line = 0; line < MOST_LINES; line++) {
    assert.ok(basket.add(`SKU-${line}`, MOST_PIECES));
  }

  assert.equal(basket.add("ONE-MORE", 1), false);
  assert.equal(basket.add("SKU-0", 1), false);
  assert.equal(basket.pieces, MOST_LINES * MOST_PIECES);
});

test("what is no basket is read as an empty one", () => {
  const lines = '[{"sku": "<b>", "quantity": 1}, {"sku": "HUB-MINI", "quantity": -1}, null]';
  for (const content of ["{", "{}", "7", lines]) {
    assert.deepEqual(new Basket(shelf({ "souk-basket": content })).value, []);
  }
});

test("a browser that keeps nothing has a basket as long as the page", () => {
  const full = {
    ...shelf(),
    setItem() {
      throw new Error("QuotaExceededError");
    },
  };
  for (const basket of [new Basket(undefined), new Basket(full)]) {
    basket.add("HUB-MINI", 1);
    basket.add("HUB-MINI", 1);
    assert.equal(basket.quantity("HUB-MINI"), 2);
  }
});

test("who watches hears of each change", () => {
  const basket = new Basket(shelf());
  const seen: number[] = [];
  basket.watch(() => seen.push(basket.pieces));
  basket.add("HUB-MINI", 2);
  basket.clear();

  assert.deepEqual(seen, [2, 0]);
});
