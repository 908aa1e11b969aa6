/** Signing in, and staying signed in without anybody noticing. That SRP itself is right is proven on the running system. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { AccessToken, SignInFailed, Unauthenticated, Unreachable } from "../src/index.ts";
import { type Asked, loopback, problem, soukAt } from "./loopback.ts";
import { PERSON, pool, refusal } from "./pool.ts";
import { LAMP, ORDER, WANTED } from "./shop.ts";

const bearer = ({ headers }: Asked) => headers.authorization;
const NO = problem("unauthenticated", 401);

test("what is public is asked without signing in", async (t) => {
  const people = await pool(t);
  const shop = await loopback(t, () => ({ body: LAMP }));

  await soukAt(shop.url, { auth: people.auth }).orders.getProduct("LAMP-1");

  assert.deepEqual([people.words(), shop.asked.map(bearer)], [[], [undefined]]);
});

test("many requests at once make one sign-in, and the password is never sent", async (t) => {
  const people = await pool(t);
  const shop = await loopback(t, () => ({ body: ORDER }));
  const { orders } = soukAt(shop.url, { auth: people.auth });

  await Promise.all(Array.from({ length: 20 }, () => orders.getOrder(ORDER.id)));
  await orders.getOrder(ORDER.id);

  assert.deepEqual(people.words(), ["srp", "proof"]);
  assert.deepEqual(new Set(shop.asked.map(bearer)), new Set(["Bearer access-1"]));
  assert.ok(!JSON.stringify(people.asked).includes(PERSON.password));
});

test("a token that is about to expire is renewed before it is used", async (t) => {
  const people = await pool(t, { seconds: 30 });
  const shop = await loopback(t, () => ({ body: ORDER }));
  const { orders } = soukAt(shop.url, { auth: people.auth });

  await orders.getOrder(ORDER.id);
  await Promise.all([orders.getOrder(ORDER.id), orders.getOrder(ORDER.id)]);

  assert.deepEqual(people.words(), ["srp", "proof", "refresh"]);
  assert.equal(JSON.parse(people.asked[2]!.body).AuthParameters.REFRESH_TOKEN, "refresh-1");
  assert.deepEqual(shop.asked.map(bearer), ["Bearer access-1", "Bearer access-2", "Bearer access-2"]);
});

test("a token that is refused is renewed once for all, and what was refused is sent again with its key", async (t) => {
  const people = await pool(t);
  const shop = await loopback(t, (asked) => (bearer(asked) === "Bearer access-1" ? NO : { body: ORDER }));
  const { orders } = soukAt(shop.url, { auth: people.auth });

  await Promise.all([orders.placeOrder(WANTED), orders.shipOrder(ORDER.id), orders.getOrder(ORDER.id)]);

  assert.deepEqual(people.words(), ["srp", "proof", "refresh"]);
  assert.equal(shop.asked.length, 6);
  const keys = shop.asked.filter(({ path }) => path === "/orders").map(({ headers }) => headers["idempotency-key"]);
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
});

test("who is refused with a fresh token, too, hears so", async (t) => {
  const people = await pool(t);
  const shop = await loopback(t, () => NO);

  await assert.rejects(soukAt(shop.url, { auth: people.auth }).orders.getOrder(ORDER.id), Unauthenticated);

  assert.equal(shop.asked.length, 2);
});

test("when the refresh token is no longer good, the password is", async (t) => {
  const revoked = refusal("NotAuthorizedException", "Refresh Token has been revoked");
  const people = await pool(t, { seconds: 30, instead: (word) => (word === "refresh" ? revoked : undefined) });
  const shop = await loopback(t, () => ({ body: ORDER }));
  const { orders } = soukAt(shop.url, { auth: people.auth });

  await orders.getOrder(ORDER.id);
  await orders.getOrder(ORDER.id);

  assert.deepEqual(people.words(), ["srp", "proof", "refresh", "srp", "proof"]);
});

test("a pool that stumbles while renewing is asked again, and nobody signs in anew", async (t) => {
  const people = await pool(t, { seconds: 30, instead: (_, before) => (before === 2 ? { status: 503 } : undefined) });
  const shop = await loopback(t, () => ({ body: ORDER }));
  const { orders } = soukAt(shop.url, { auth: people.auth });

  await orders.getOrder(ORDER.id);
  await orders.getOrder(ORDER.id);

  assert.deepEqual(people.words(), ["srp", "proof", "refresh", "refresh"]);
});

test("a pool that is gone while renewing is told as such, and nobody signs in anew", async (t) => {
  const people = await pool(t, { seconds: 30, instead: (_, before) => (before >= 2 ? { status: 503 } : undefined) });
  const shop = await loopback(t, () => ({ body: ORDER }));
  const { orders } = soukAt(shop.url, { auth: people.auth });

  await orders.getOrder(ORDER.id);
  await assert.rejects(orders.getOrder(ORDER.id), { name: "Unreachable", message: "sign-in: Cognito answers 503" });

  assert.deepEqual(people.words(), ["srp", "proof", "refresh", "refresh", "refresh", "refresh"]);
});

test("a wrong password is told in the pool's words, and may be tried again", async (t) => {
  const wrong = refusal("NotAuthorizedException", "Incorrect username or password.");
  const people = await pool(t, { instead: (word, before) => (word === "proof" && before < 2 ? wrong : undefined) });
  const shop = await loopback(t, () => ({ body: ORDER }));
  const { orders } = soukAt(shop.url, { auth: people.auth });

  const message = "Cognito refused the sign-in: Incorrect username or password.";
  await assert.rejects(orders.getOrder(ORDER.id), { name: "SignInFailed", message });
  await orders.getOrder(ORDER.id);

  assert.equal(shop.asked.length, 1);
});

test("what a sign-in can't answer is named", async (t) => {
  const mfa = { body: { ChallengeName: "SOFTWARE_TOKEN_MFA", Session: "s" } };
  const people = await pool(t, { instead: (word) => (word === "proof" ? mfa : undefined) });

  await assert.rejects(soukAt("http://127.0.0.1:9", { auth: people.auth }).orders.getOrder(ORDER.id), (error: Error) => {
    assert.match(error.message, /SOFTWARE_TOKEN_MFA/);
    return error instanceof SignInFailed;
  });
});

test("a pool that doesn't answer a proof is not asked twice: it can be answered only once", async (t) => {
  const people = await pool(t, { instead: (word) => (word === "proof" ? { status: 503 } : undefined) });

  await assert.rejects(soukAt("http://127.0.0.1:9", { auth: people.auth }).orders.getOrder(ORDER.id), Unreachable);

  assert.deepEqual(people.words(), ["srp", "proof"]);
});

test("a token that somebody else takes care of is asked for each time, and refused when it can't be one", async (t) => {
  let number = 0;
  const shop = await loopback(t, () => ({ body: ORDER }));
  const { orders } = soukAt(shop.url, { auth: new AccessToken(async () => `token-${++number}`) });

  await orders.getOrder(ORDER.id);
  await orders.getOrder(ORDER.id);

  assert.deepEqual(shop.asked.map(bearer), ["Bearer token-1", "Bearer token-2"]);
  const broken = soukAt(shop.url, { auth: new AccessToken("secret\nX-Admin: yes") });
  await assert.rejects(broken.orders.getOrder(ORDER.id), (error: Error) => !error.message.includes("secret"));
});
