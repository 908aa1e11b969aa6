/** A session is renewed before it ends, and its end is said once. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { isRefusal, needsMembership, renew } from "../src/members/renewal.ts";

const HOUR = 3_600_000;
const REFUSED = Object.assign(new Error("x"), { status: 403, type: "urn:souk:problem:membership-required" });
const BUSY = Object.assign(new Error("x"), { status: 503 });

/** Opens sessions of four hours as `answers` say; time passes while somebody sleeps. */
async function renewed(answers: readonly ("session" | Error)[]) {
  const control = new AbortController();
  const slept: number[] = [];
  const used: number[] = [];
  let time = 0;
  let asked = 0;
  const outcome = renew({
    first: { ends: 4 * HOUR },
    open: async () => {
      const answer = answers[asked++];
      if (answer === undefined) {
        control.abort(new Error("left"));
        control.signal.throwIfAborted();
      }
      if (answer instanceof Error) {
        throw answer;
      }
      return { ends: time + 4 * HOUR };
    },
    use: ({ ends }) => used.push(ends),
    signal: control.signal,
    sleep: async (ms) => {
      slept.push(ms);
      time += ms;
    },
    now: () => time,
  });
  return { ended: await outcome.catch((error: Error) => error.message), slept, used };
}

test("it is renewed after three quarters of its time", async () => {
  const { ended, slept, used } = await renewed(["session", "session"]);

  assert.deepEqual(slept, [3 * HOUR, 3 * HOUR, 3 * HOUR]);
  assert.deepEqual(used, [7 * HOUR, 10 * HOUR]);
  assert.equal(ended, "left");
});

test("a refusal ends it", async () => {
  const { ended, used } = await renewed(["session", REFUSED]);

  assert.equal(ended, REFUSED);
  assert.equal(used.length, 1);
  assert.ok(needsMembership(ended));
});

test("an outage is waited for as long as the session lasts", async () => {
  const brief = await renewed([BUSY, BUSY, "session"]);
  assert.deepEqual(brief.slept.slice(0, 3), [3 * HOUR, 15_000, 15_000]);
  assert.equal(brief.used.length, 1);

  const long = await renewed(Array(300).fill(BUSY));
  assert.equal(long.ended, BUSY);
  assert.equal(long.slept.length, 241, "an hour of quarter minutes");
});

test("a clock that is far ahead makes no storm of requests", async () => {
  const control = new AbortController();
  const slept: number[] = [];
  const sleep = async (ms: number) => {
    slept.push(ms);
    if (slept.length === 3) {
      control.abort(new Error("left"));
      control.signal.throwIfAborted();
    }
  };

  const outcome = renew({ first: { ends: 0 }, open: async () => ({ ends: 0 }), use: () => undefined, signal: control.signal, sleep });

  await assert.rejects(outcome, /left/);
  assert.deepEqual(slept, [60_000, 60_000, 60_000]);
});

test("limits and outages are no refusals", () => {
  assert.equal(isRefusal({ status: 429 }), false);
  assert.equal(isRefusal({ status: 503 }), false);
  assert.equal(isRefusal({ name: "Unreachable" }), false);
  assert.equal(isRefusal({ status: 410 }), true);
  assert.equal(isRefusal({ name: "NotSignedIn" }), true);
});
