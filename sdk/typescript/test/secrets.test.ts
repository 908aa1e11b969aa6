/** What no log may show. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";

import { AccessToken, SigV4, Unauthenticated, Unreachable } from "../src/index.ts";
import { loopback, problem, soukAt } from "./loopback.ts";
import { PERSON, pool } from "./pool.ts";
import { ORDER } from "./shop.ts";

/** Everything that a console, a logger or a crash would print. */
function shown(value: unknown): string {
  return inspect(value, { depth: 20, showHidden: true, getters: true }) + JSON.stringify(value) + String(value);
}

test("neither the SDK nor its errors show a password, a token or a key", async (t) => {
  const people = await pool(t);
  const shop = await loopback(t, (_, before) => (before < 2 ? problem("unauthenticated", 401) : { instead: "half" }));
  const keys = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "signing-secret", sessionToken: "session-secret" };
  const auths = [people.auth, new AccessToken("a-token"), new SigV4({ credentials: keys, region: "us-east-1" })];
  const seen: unknown[] = [...auths];

  for (const auth of auths) {
    const souk = soukAt(shop.url, { auth, retries: { attempts: 1 } });
    const error = await souk.orders.getOrder(ORDER.id).then(() => undefined, (error: unknown) => error);
    assert.ok(error instanceof Unauthenticated || error instanceof Unreachable, String(error));
    seen.push(souk, souk.orders, error);
  }

  assert.equal(seen.length, 12);
  for (const secret of [PERSON.password, "access-1", "refresh-1", "a-token", "signing-secret", "session-secret"]) {
    assert.ok(!shown(seen).includes(secret), secret);
  }
});
