/** Following an order politely. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { poll } from "../src/account/polling.ts";

/** A clock that only counts. */
function clock() {
  const waits: number[] = [];
  const sleep = async (ms: number, signal: AbortSignal) => {
    waits.push(Math.round(ms));
    signal.throwIfAborted();
  };
  return { waits, sleep };
}

const always = async () => undefined;

test("it looks more and more rarely, at least every half minute, until nothing more is to come", async () => {
  const { waits, sleep } = clock();
  let looks = 0;

  await poll({ look: async () => ++looks === 12, signal: new AbortController().signal, sleep, seen: always });

  assert.deepEqual(waits.slice(0, 3), [2000, 2800, 3920]);
  assert.deepEqual([looks, waits.length, waits.at(-1)], [12, 12, 30_000]);
});

test("a failure ends nothing, and makes it look more rarely", async () => {
  const { waits, sleep } = clock();
  let looks = 0;
  const look = async () => {
    looks += 1;
    if (looks === 1) {
      throw new Error("busy");
    }
    return looks === 3;
  };

  await poll({ look, signal: new AbortController().signal, sleep, seen: always });

  assert.deepEqual(waits, [2000, 5600, 7840]);
});

test("a hidden page asks nothing until it is seen", async () => {
  const { sleep } = clock();
  let show = () => {};
  const shown = new Promise<void>((resolve) => {
    show = resolve;
  });
  let looks = 0;

  const polling = poll({ look: async () => ++looks > 0, signal: new AbortController().signal, sleep, seen: () => shown });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(looks, 0);
  show();
  await polling;

  assert.equal(looks, 1);
});

test("it ends with its page, in a wait and in a look", async () => {
  const control = new AbortController();
  const { sleep } = clock();
  let looks = 0;
  const look = async () => {
    looks += 1;
    control.abort();
    return false;
  };

  await poll({ look, signal: control.signal, sleep, seen: always });
  await poll({ look, signal: control.signal, sleep, seen: always });
  const waiting = new AbortController();
  const real = poll({ look, signal: waiting.signal, seen: always });
  waiting.abort();
  await real;

  assert.equal(looks, 1);
});
