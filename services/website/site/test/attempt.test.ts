/** One order comes of one wish, however often it is sent. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Attempts, isRefusal } from "../src/account/attempt.ts";

const ADA = "ada@souk.example";
const WANTED = { lines: [{ sku: "HUB-MINI", quantity: 2 }, { sku: "LUMEN-BULB", quantity: 1 }], expected_total: { amount: "20.00", currency: "EUR" } };

function storage() {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
}

test("after a lost answer, a reload or in another tab the same order has the same key", () => {
  const kept = storage();

  const first = new Attempts(ADA, kept).begin(WANTED);
  const again = new Attempts(ADA, kept).begin({ ...WANTED, lines: [...WANTED.lines].reverse() });

  assert.equal(again.key, first.key);
  assert.deepEqual(new Attempts(ADA, kept).pending, first);
});

test("another order, another total and another customer have keys of their own", () => {
  const kept = storage();
  const attempts = new Attempts(ADA, kept);
  const { key } = attempts.begin(WANTED);

  const keys = [
    new Attempts("bob@souk.example", kept).begin(WANTED).key,
    attempts.begin({ ...WANTED, lines: WANTED.lines.slice(1) }).key,
    attempts.begin({ ...WANTED, expected_total: { amount: "21.00", currency: "EUR" } }).key,
  ];

  assert.equal(new Set([key, ...keys]).size, 4);
  assert.equal(new Attempts("bob@souk.example", kept).pending, undefined);
});

test("when the outcome is known, the same basket is another order", () => {
  const kept = storage();
  const attempts = new Attempts(ADA, kept);
  const { key } = attempts.begin(WANTED);

  attempts.end();

  assert.equal(attempts.pending, undefined);
  assert.notEqual(attempts.begin(WANTED).key, key);
});

test("a key that the API may have forgotten is not used again", () => {
  const kept = storage();
  const { key } = new Attempts(ADA, kept).begin(WANTED);
  const old = { key, wanted: WANTED, customer: ADA, at: Date.now() - 24 * 60 * 60 * 1000 };
  kept.setItem("souk-order", JSON.stringify(old));

  assert.equal(new Attempts(ADA, kept).pending, undefined);
  assert.notEqual(new Attempts(ADA, kept).begin(WANTED).key, key);
});

test("without a storage, or with nonsense in it, the page itself has the key", () => {
  const full = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  for (const kept of [undefined, { getItem: () => "{", setItem: full, removeItem: full }, { getItem: full, setItem: full, removeItem: full }]) {
    const attempts = new Attempts(ADA, kept);
    assert.equal(attempts.begin(WANTED).key, attempts.begin(WANTED).key);
    attempts.end();
    assert.equal(attempts.pending, undefined);
  }
});

test("only what looked at the order decides it; after anything else it may have been placed", () => {
  const problem = (status: number, type: string) => ({ status, type: `urn:souk:problem:${type}` });

  for (const refused of [problem(409, "out-of-stock"), problem(409, "unexpected-total"), problem(422, "unknown-product"), problem(400, "bad-request")]) {
    assert.equal(isRefusal(refused), true);
  }
  const open = [problem(409, "still-in-progress"), problem(401, "unauthenticated"), problem(429, "too-many-requests"), problem(503, "busy")];
  for (const undecided of [...open, { name: "Unreachable" }, { name: "NotSignedIn" }, undefined, problem(500, "unexpected")]) {
    assert.equal(isRefusal(undecided), false);
  }
});
