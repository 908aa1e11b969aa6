/** Signed requests. That the signature is right is proven on the running system, which checks it. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { SigV4 } from "../src/index.ts";
import { loopback, problem, soukAt } from "./loopback.ts";
import { LAMP } from "./shop.ts";

const KEYS = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret", sessionToken: "of-a-role" };

test("a request is signed as a whole, by keys that may change from one to the next", async (t) => {
  const shop = await loopback(t, () => ({ body: LAMP }));
  let accessKeyId = "AKIAFIRST";
  const auth = new SigV4({ credentials: async () => ({ ...KEYS, accessKeyId }), region: "eu-west-1" });
  const { orders } = soukAt(shop.url, { auth });
  const { sku, ...product } = LAMP;

  await orders.putProduct(sku, product);
  accessKeyId = "AKIASECOND";
  await orders.putProduct(sku, product);

  const [first, second] = shop.asked;
  assert.match(
    String(first?.headers.authorization),
    /^AWS4-HMAC-SHA256 Credential=AKIAFIRST\/\d{8}\/eu-west-1\/execute-api\/aws4_request, SignedHeaders=\S*host\S*, Signature=[0-9a-f]{64}$/,
  );
  assert.match(String(second?.headers.authorization), /Credential=AKIASECOND/);
  assert.equal(first?.headers["x-amz-security-token"], "of-a-role");
  assert.deepEqual(JSON.parse(first!.body), product);
});

test("a request that is sent again is signed again, and only by its own headers", async (t) => {
  const shop = await loopback(t, (_, before) => (before ? { body: {} } : problem("unavailable", 503)));
  const auth = new SigV4({ credentials: KEYS, region: "us-east-1" });

  await soukAt(shop.url, { auth }).users.getCustomer("ada");

  const signed = shop.asked.map(({ headers }) => /SignedHeaders=([^,]+)/.exec(String(headers.authorization))?.[1]);
  assert.equal(signed.length, 2);
  assert.equal(signed[0], signed[1]);
});

test("a service's call without a body is signed as such", async (t) => {
  const shop = await loopback(t, () => ({ body: {} }));

  await soukAt(shop.url, { auth: new SigV4({ credentials: KEYS, region: "us-east-1" }) }).users.getCustomer("ada");

  const sha = shop.asked[0]?.headers["x-amz-content-sha256"];
  assert.ok(sha === undefined || sha === createHash("sha256").digest("hex"));
});
