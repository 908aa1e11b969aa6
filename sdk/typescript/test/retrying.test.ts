/** What is sent again, and what is not. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { type Problem, Unavailable, Unexpected, Unreachable } from "../src/index.ts";
import { RETRIES, waitAfter } from "../src/retrying.ts";
import { loopback, problem, soukAt } from "./loopback.ts";
import { LAMP, ORDER, WANTED } from "./shop.ts";

for (const status of [429, 502, 503, 504]) {
  test(`a read that meets a ${status} is asked again`, async (t) => {
    const shop = await loopback(t, (_, before) => (before < 2 ? { status } : { body: LAMP }));

    const product = await soukAt(shop.url).orders.getProduct("LAMP-1");

    assert.deepEqual(product, LAMP);
    assert.equal(shop.asked.length, 3);
  });
}

test("a read is asked four times at most, and then the last refusal is thrown", async (t) => {
  const shop = await loopback(t, () => problem("unavailable", 503));

  await assert.rejects(soukAt(shop.url).orders.getProduct("LAMP-1"), Unavailable);

  assert.equal(shop.asked.length, 4);
});

test("a mistake on the other side is not asked for again", async (t) => {
  const shop = await loopback(t, () => problem("unexpected", 500));

  await assert.rejects(soukAt(shop.url).orders.getProduct("LAMP-1"), Unexpected);

  assert.equal(shop.asked.length, 1);
});

test("an answer that breaks off is asked for again", async (t) => {
  const shop = await loopback(t, (_, before) => ({ body: LAMP, ...(before ? {} : { instead: "half" }) }));

  assert.deepEqual(await soukAt(shop.url).orders.getProduct("LAMP-1"), LAMP);
  assert.equal(shop.asked.length, 2);
});

test("a create is sent again with the same key and body, and every other one has a key of its own", async (t) => {
  const shop = await loopback(t, (_, before) => (before === 0 ? { instead: "half" } : { status: 201, body: ORDER }));
  const souk = soukAt(shop.url);

  await souk.orders.placeOrder(WANTED);
  await souk.orders.placeOrder(WANTED);
  await souk.orders.placeOrder(WANTED, { idempotencyKey: "a-key-of-the-caller" });

  const [first, again, second, third] = shop.asked.map(({ headers }) => headers["idempotency-key"]);
  assert.match(String(first), /^[A-Za-z0-9_-]{16,128}$/);
  assert.equal(again, first);
  assert.notEqual(second, first);
  assert.equal(third, "a-key-of-the-caller");
  assert.deepEqual(shop.asked.map(({ body }) => JSON.parse(body)), [WANTED, WANTED, WANTED, WANTED]);
});

test("a create that is still in progress is waited for, and another conflict is not", async (t) => {
  const busy = problem("still-in-progress", 409, {}, { "Retry-After": "0" });
  const shop = await loopback(t, (_, before) => [busy, { status: 201, body: ORDER }, problem("out-of-stock", 409)][before]!);
  const souk = soukAt(shop.url);

  assert.equal((await souk.orders.placeOrder(WANTED)).id, ORDER.id);
  await assert.rejects(souk.orders.placeOrder(WANTED), { name: "OutOfStock" });

  assert.equal(shop.asked.length, 3);
});

const UNSAFE = {
  putProduct: { name: "Lamp", price: LAMP.price, stock: 1 },
  cancelOrder: undefined,
  shipOrder: undefined,
};
for (const [operation, body] of Object.entries(UNSAFE)) {
  test(`${operation} may have been done: it is not sent again, whatever comes`, async (t) => {
    const shop = await loopback(t, (_, before) => (before ? { instead: "half" } : problem("unavailable", 503)));
    const { orders } = soukAt(shop.url);
    const send = () => (body ? orders.putProduct("LAMP-1", body) : orders[operation as "cancelOrder"](ORDER.id));

    await assert.rejects(send(), Unavailable);
    await assert.rejects(send(), Unreachable);

    assert.equal(shop.asked.length, 2);
  });
}

test("who asks for a longer wait than there is patience is left alone, and the caller hears how long", async (t) => {
  const shop = await loopback(t, () => problem("too-many-requests", 429, {}, { "Retry-After": "21" }));

  const refused = soukAt(shop.url).orders.getProduct("LAMP-1");

  await assert.rejects(refused, (error: Problem) => error.retryAfterMs === 21_000);
  assert.equal(shop.asked.length, 1);
});

test("Retry-After is obeyed, as seconds and as a date, with some jitter on top", () => {
  const told = (said: string) =>
    waitAfter(1, 0, new Response(null, { status: 503, headers: { "Retry-After": said } }), RETRIES) ?? NaN;

  for (const [said, least] of [["10", 10_000], ["0", 0], ["yesterday", 0]] as const) {
    const wait = told(said);

    assert.ok(wait >= least && wait <= least + 1_000, `${said}: ${wait}`);
  }
  const date = new Date(Date.now() + 10_000).toUTCString();
  const most = Date.parse(date) - Date.now() + 1_000;
  const wait = told(date);
  const least = Date.parse(date) - Date.now(); // the clock goes on, also while this is asked
  assert.ok(wait >= least && wait <= most, `${date}: ${wait}`);
});

test("waits grow, differ, and end with the attempts and the deadline", () => {
  const waits = Array.from({ length: 200 }, () => waitAfter(3, 0, undefined, RETRIES)!);

  assert.ok(Math.max(...waits) > 400 && Math.max(...waits) <= 800);
  assert.ok(new Set(waits).size > 100);
  assert.equal(waitAfter(4, 0, undefined, RETRIES), undefined);
  assert.equal(waitAfter(1, 60_000, undefined, RETRIES), undefined);
});
