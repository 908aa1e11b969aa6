/** Whether somebody is signed in is read from the storage before the SDK is loaded, and follows other tabs. */

import assert from "node:assert/strict";
import { test } from "node:test";

const values = new Map<string, string>([["souk-session", JSON.stringify({ username: "ada@souk.example", refresh: "r" })]]);
const listeners: ((event: { key: string | null }) => void)[] = [];
Object.assign(globalThis, {
  addEventListener: (_: string, listener: (typeof listeners)[number]) => listeners.push(listener),
});
Object.defineProperty(globalThis, "localStorage", { value: { getItem: (key: string) => values.get(key) ?? null } });

const { follow, NotSignedIn, session } = await import("../src/session.ts");
const { wordsFor } = await import("../src/problem_words.ts");

function inAnotherTab(key: string | null, kept?: string): void {
  values.clear();
  if (kept !== undefined) {
    values.set("souk-session", kept);
  }
  listeners.forEach((listener) => listener({ key }));
}

test("a session of before is here at once, and other tabs end and begin it", () => {
  const seen: unknown[] = [session.value];
  session.watch((value) => seen.push(value));
  follow();

  inAnotherTab("souk-basket");
  inAnotherTab("souk-session");
  inAnotherTab("souk-session", JSON.stringify({ username: "bob@souk.example", refresh: "r" }));
  inAnotherTab(null, "nonsense");

  assert.deepEqual(seen, [{ email: "ada@souk.example" }, undefined, { email: "bob@souk.example" }, undefined]);
});

test("a session that is over is said as such", () => {
  assert.equal(wordsFor(new NotSignedIn("over")).title, "You are not signed in.");
});
