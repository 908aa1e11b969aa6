/** Lists, page by page, as far as somebody reads. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { loopback, problem, soukAt } from "./loopback.ts";
import { LAMP } from "./shop.ts";

const lamps = (...skus: string[]) => skus.map((sku) => ({ ...LAMP, sku }));
const byLink = [
  { items: lamps("LAMP-1", "LAMP-2"), links: { self: "?limit=2", next: "?limit=2&cursor=abc%3D" } },
  { items: lamps("LAMP-3"), links: { self: "?limit=2&cursor=abc%3D", next: null } },
];
const byCursor = [
  { items: lamps("LAMP-1", "LAMP-2"), next_cursor: "abc=" },
  { items: lamps("LAMP-3"), next_cursor: null },
];

for (const [version, pages] of [["orders", byLink], ["ordersV1", byCursor]] as const) {
  test(`${version}: all pages are one list, and its limit goes with every page`, async (t) => {
    const shop = await loopback(t, (_, before) => ({ body: pages[before] }));

    const skus = [];
    for await (const product of soukAt(shop.url)[version].listProducts({ limit: 2 })) {
      skus.push(product.sku);
    }

    assert.deepEqual(skus, ["LAMP-1", "LAMP-2", "LAMP-3"]);
    assert.deepEqual(shop.asked.map(({ query }) => query.get("cursor")), [null, "abc="]);
    assert.deepEqual(shop.asked.map(({ query }) => query.get("limit")), ["2", "2"]);
  });
}

test("nothing is asked before somebody reads, and no further than they read", async (t) => {
  const shop = await loopback(t, (_, before) => ({ body: byLink[before] }));

  const products = soukAt(shop.url).orders.listProducts();
  assert.equal(shop.asked.length, 0);
  for await (const product of products) {
    assert.equal(product.sku, "LAMP-1");
    break;
  }

  assert.equal(shop.asked.length, 1);
});

test("a list can be read again, by pages, whole, or only its beginning", async (t) => {
  const shop = await loopback(t, (_, before) => ({ body: byLink[before % 2] }));
  const products = soukAt(shop.url).orders.listProducts();

  const sizes = [];
  for await (const page of products.pages()) {
    sizes.push(page.items.length);
  }
  assert.deepEqual(sizes, [2, 1]);
  assert.equal((await products.toArray()).length, 3);
  assert.deepEqual(await products.first(), byLink[0]);
});

test("reading goes on from a cursor that was kept", async (t) => {
  const shop = await loopback(t, () => ({ body: byCursor[1] }));

  await soukAt(shop.url).ordersV1.listProducts({ cursor: "abc=" }).toArray();

  assert.equal(shop.asked[0]?.query.get("cursor"), "abc=");
});

test("a list that goes on where it is ends with an error", async (t) => {
  const shop = await loopback(t, () => ({ body: byLink[0] }));

  await assert.rejects(soukAt(shop.url).orders.listProducts().toArray(), /would never end/);

  assert.equal(shop.asked.length, 2);
});

test("a link never leads to another host", async (t) => {
  const next = "https://elsewhere.example/products?cursor=abc";
  const shop = await loopback(t, (_, before) => ({ body: before ? byLink[1] : { ...byLink[0], links: { self: "", next } } }));

  assert.equal((await soukAt(shop.url).orders.listProducts().toArray()).length, 3);
  assert.deepEqual(shop.asked.map(({ path, query }) => [path, query.toString()]), [["/products", ""], ["/products", "cursor=abc"]]);
});

test("a page that fails in passing is asked for again, and one that is refused ends the list", async (t) => {
  const answers = [{ body: byLink[0] }, { status: 503 }, { body: byLink[1] }, problem("bad-request", 400)];
  const shop = await loopback(t, (_, before) => answers[before]!);
  const products = soukAt(shop.url).orders.listProducts();

  assert.equal((await products.toArray()).length, 3);
  await assert.rejects(products.toArray(), { name: "BadRequest" });
});
