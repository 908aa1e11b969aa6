/** The basket knows what it costs, and what stands in the way of an order. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { isStale, type Product } from "../src/catalogue.ts";
import { entriesOf, obstacleOf, totalOf } from "../src/entries.ts";
import { tint, viewOf } from "../src/parts/view.ts";

const hub: Product = { sku: "HUB-MINI", name: "Hub", price: { amount: "79.00", currency: "EUR" }, stock: 3 };
const shelves = (complete: boolean, ...products: Product[]) => ({ products, complete, at: 0 });

test("the total is that of all lines, or nothing while one has no price", () => {
  const lines = [{ sku: "HUB-MINI", quantity: 2 }];
  assert.deepEqual(totalOf(entriesOf(lines, shelves(true, hub))), { amount: "158.00", currency: "EUR" });
  assert.equal(totalOf(entriesOf([...lines, { sku: "GONE", quantity: 1 }], shelves(true, hub))), undefined);
});

test("too few pieces and products that are gone stand in the way, unloaded ones don't", () => {
  const [short, gone] = entriesOf([{ sku: "HUB-MINI", quantity: 4 }, { sku: "GONE", quantity: 1 }], shelves(true, hub));
  assert.equal(short && obstacleOf(short), "short");
  assert.equal(gone && obstacleOf(gone), "gone");
  const [coming] = entriesOf([{ sku: "GONE", quantity: 1 }], shelves(false));
  assert.equal(coming && obstacleOf(coming), undefined);
});

test("products are asked for again after a minute", () => {
  assert.equal(isStale(shelves(true, hub), 59_000), false);
  assert.equal(isStale(shelves(true, hub), 61_000), true);
});

test("a product is shown by its price, what is left and a colour of its own", () => {
  assert.deepEqual(viewOf(hub), {
    sku: "HUB-MINI",
    name: "Hub",
    price: "€79.00",
    stock: "Only 3 left",
    left: "few",
    tint: String(tint("HUB-MINI")),
    initial: "H",
    picture: undefined,
  });
  assert.equal(viewOf({ ...hub, stock: 0 }).stock, "Sold out");
  assert.equal(viewOf({ ...hub, stock: 1_200 }).stock, "1,200 left");
  assert.equal(viewOf({ ...hub, stock: 10_000 }).stock, "In stock");
});

test("a picture is offered in all of its sizes", () => {
  const picture = { url: "/pictures/HUB-MINI/v1", widths: [320, 640, 1280], alt: "A hub" };
  const view = viewOf({ ...hub, picture }).picture;
  assert.equal(view?.src, "/pictures/HUB-MINI/v1-640.jpg");
  assert.match(view?.webp ?? "", /^\/pictures\/HUB-MINI\/v1-320\.webp 320w, .*-1280\.webp 1280w$/);
  assert.equal(viewOf({ ...hub, picture: { ...picture, widths: [320] } }).picture?.src, "/pictures/HUB-MINI/v1-320.jpg");
});
