/** What is typed is kept, secrets are not. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { dropDraft, dropDrafts, readDraft, writeDraft } from "../src/drafts.ts";

function tab() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

const EMPTY = { email: "", password: "", confirmationCode: "" };

test("what was typed is there after the page is loaded again, until the form was sent", () => {
  const storage = tab();
  writeDraft("sign-up", { ...EMPTY, email: "ada@example.com" }, storage);

  assert.equal(readDraft("sign-up", EMPTY, storage).email, "ada@example.com");
  dropDraft("sign-up", storage);
  assert.deepEqual(readDraft("sign-up", EMPTY, storage), EMPTY);
});

test("passwords and codes are kept by nobody", () => {
  const storage = tab();
  writeDraft("sign-up", { email: "ada@example.com", password: "hunter2", confirmationCode: "123456" }, storage);

  assert.doesNotMatch([...storage.kept.values()].join(), /hunter2|123456/);
  storage.setItem("souk-draft-sign-up", '{"password": "hunter2", "email": 7, "other": "x"}');
  assert.deepEqual(readDraft("sign-up", EMPTY, storage), EMPTY);
});

test("whoever signs out leaves no draft of any form, and nothing else is removed", () => {
  const storage = {
    "souk-draft-address": '{"city": "Souk"}',
    "souk-draft-later": "{}",
    other: "stays",
    removeItem(name: string): void {
      Reflect.deleteProperty(this, name);
    },
  };

  dropDrafts(storage);

  assert.deepEqual(Object.keys(storage), ["other", "removeItem"]);
});

test("a form is empty where nothing can be kept or read", () => {
  const storage = { ...tab(), getItem: () => "{" };

  assert.deepEqual(readDraft("sign-up", EMPTY, storage), EMPTY);
});
