/** The small rules of the pages for customers: where signing in leads, what a field takes, how lists grow. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { by, wayBack } from "../src/account/back.ts";
import { code, country, COUNTRY, email, LIMITS, password, text, wrongIn } from "../src/account/checks.ts";
import { countries } from "../src/account/countries.ts";
import { appended, NOTHING, refreshed } from "../src/account/paging.ts";
import { fieldOf, reasonWords } from "../src/account/reasons.ts";

const SHOP = "https://shop.souk.example";

test("signing in leads back to where one was, and never to another site", () => {
  const back = (path: string) => wayBack(new URLSearchParams({ back: path }), SHOP);

  assert.equal(back("/orders/01K?placed#x"), "/orders/01K?placed#x");
  assert.equal(wayBack(new URLSearchParams(), SHOP), "/");
  const elsewhere = ["//evil.example", "/\\evil.example", "https://evil.example/orders", "javascript:alert(1)", "http://[", "\t//evil.example"];
  for (const path of [...elsewhere, "/sign-in?back=/sign-in", "/sign-up"]) {
    assert.equal(back(path), "/", path);
  }
  assert.equal(wayBack(new URL(by("/sign-in", "/checkout?a=b&c=d"), SHOP).searchParams, SHOP), "/checkout?a=b&c=d");
  assert.equal(by("/sign-up", "/"), "/sign-up");
});

test("fields take what the contract takes", () => {
  const contract = JSON.parse(readFileSync(new URL("../../../../contracts/openapi/users.v1.json", import.meta.url), "utf8"));
  const { AddAddress, PutProfile } = contract.components.schemas;
  const fields = { ...AddAddress.properties, ...PutProfile.properties };
  const { country: land, ...texts } = fields;

  assert.equal(land.pattern, COUNTRY.source);
  assert.deepEqual(LIMITS, Object.fromEntries(Object.entries(texts).map(([name, field]) => [name, (field as { maxLength: number }).maxLength])));
  assert.ok(countries().length > 200);
  assert.ok(countries().every((each) => country(each.code) === undefined && each.name !== ""));
});

test("each field says what is wrong with it", () => {
  const right = { name: "Ada", email: "ada@souk.example", password: "Correct horse 1", code: " 123 456 ", country: "SE" };
  const wrong = { name: "  ", email: "ada", password: "correct horse", code: "12345", country: "se" };
  const checks = { name: text(120), email, password, code, country };

  assert.deepEqual(wrongIn(right, checks), {});
  assert.deepEqual(Object.keys(wrongIn(wrong, checks)), Object.keys(wrong));
  assert.match(text(3)("Adam") ?? "", /3/);
  assert.equal(text(2)("🐎🐎"), undefined);
});

test("a refusal of the user pool is said beside its field, in words of our own", () => {
  assert.deepEqual(fieldOf({ reason: "wrong-code", message: "CodeMismatchException" }), { code: "This is not the code. Check the newest mail." });
  assert.deepEqual(fieldOf({ reason: "wrong-password" }), {});
  assert.equal(reasonWords({ reason: "wrong-password" })?.title, "The address or the password is wrong.");
  for (const other of [new Error("x"), { reason: "toString" }, undefined, { reason: 1 }]) {
    assert.equal(reasonWords(other), undefined);
  }
});

test("a list grows by pages, and its first page changes without losing the others", () => {
  const item = (id: string, status = "placed") => ({ id, status });
  const first = appended(NOTHING, { items: [item("3"), item("2")], links: { next: "?limit=2&cursor=abc" } });
  const both = appended(first, { items: [item("2"), item("1")], links: { next: null } });

  const now = refreshed(both, { items: [item("4"), item("3", "shipped")], links: { next: "?cursor=xyz" } });

  assert.equal(first.next, "abc");
  assert.deepEqual([both.items.map(({ id }) => id), both.next], [["3", "2", "1"], undefined]);
  assert.deepEqual(now.items.map(({ id, status }) => id + status), ["4placed", "3shipped", "2placed", "1placed"]);
  assert.equal(now.next, undefined);
  assert.equal(appended(NOTHING, { items: [], next_cursor: "c" }).next, "c");
});
