/** Whatever fails has words. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { misfits, traceOf, wordsFor } from "../src/problem_words.ts";
import { notSignedIn, offline, problems, unknown, unreachable } from "../src/texts/problems.ts";

const named = (name: string) => Object.assign(new Error("x"), { name });
const refused = (status: number, type: string) => Object.assign(named("Problem"), { status, type });

test("a problem has the words of its type", () => {
  const type = "urn:souk:problem:out-of-stock";
  assert.equal(wordsFor(refused(409, type)), problems[type]);
});

test("what a firewall refuses has the words of its status, and a younger type some words", () => {
  assert.equal(wordsFor(refused(403, "about:blank")), problems["urn:souk:problem:forbidden"]);
  assert.equal(wordsFor(refused(409, "urn:souk:problem:of-next-year")), unknown);
  assert.equal(wordsFor(refused(400, "constructor")), unknown);
});

test("no answer is told apart from no connection and from nobody signed in", () => {
  assert.equal(wordsFor(named("Unreachable"), true), unreachable);
  assert.equal(wordsFor(named("Unreachable"), false), offline);
  assert.equal(wordsFor(new TypeError("Failed to fetch dynamically imported module"), false), offline);
  assert.equal(wordsFor(named("NotSignedIn"), false), notSignedIn);
  assert.equal(wordsFor(undefined, true), unknown);
});

test("refused fields and the trace are there for the page", () => {
  const errors = [{ field: "body.name", reason: "It is too long." }];
  assert.deepEqual(misfits({ errors }), { name: "It is too long." });
  assert.deepEqual(misfits(new Error("x")), {});
  assert.equal(traceOf({ traceId: "1-abc" }), "1-abc");
  assert.equal(traceOf(null), undefined);
});
