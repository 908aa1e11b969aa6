/** Money is exact, and written as people read it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { sum, times, written } from "../src/money.ts";

const euros = (amount: string) => ({ amount, currency: "EUR" });

test("amounts are written with their sign and groups of thousands", () => {
  assert.equal(written(euros("24.90")), "€24.90");
  assert.equal(written(euros("1234567.00")), "€1,234,567.00");
  assert.equal(written({ amount: "1500", currency: "JPY" }), "JPY 1,500");
});

test("prices are multiplied and added without rounding", () => {
  assert.deepEqual(times(euros("0.10"), 3), euros("0.30"));
  assert.deepEqual(times(euros("9999999999999.99"), 1000), euros("9999999999999990.00"));
  assert.deepEqual(sum([euros("0.10"), euros("0.20"), euros("1")]), euros("1.30"));
});

test("nothing and mixed currencies have no sum", () => {
  assert.equal(sum([]), undefined);
  assert.equal(sum([euros("1.00"), { amount: "1.00", currency: "USD" }]), undefined);
});
