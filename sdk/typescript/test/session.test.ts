/** A session that survives a reload, is the same in all tabs, and ends when it is over. */

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { inspect } from "node:util";

import { Session, type SessionStorage, SignInFailed, Unreachable } from "../src/index.ts";
import { type Answer, loopback, problem, soukAt } from "./loopback.ts";
import { PERSON, pool, refusal } from "./pool.ts";
import { ORDER } from "./shop.ts";

const REVOKED = refusal("NotAuthorizedException", "Refresh Token has been revoked");

class Kept implements SessionStorage {
  readonly values = new Map<string, string>();
  getItem = (key: string) => this.values.get(key) ?? null;
  setItem = (key: string, value: string) => void this.values.set(key, value);
  removeItem = (key: string) => void this.values.delete(key);
}

async function world(t: TestContext, instead?: (word: string, before: number) => Answer | undefined, seconds = 3600) {
  const people = await pool(t, { seconds, ...(instead ? { instead } : {}) });
  const shop = await loopback(t, () => ({ body: ORDER }));
  const storage = new Kept();
  const tab = () => new Session({ ...people.options, storage });
  const ask = (auth: Session) => soukAt(shop.url, { auth }).orders.getOrder(ORDER.id);
  return { people, shop, storage, tab, ask };
}

test("whoever signed in is signed in after a reload, and the access token was never stored", async (t) => {
  const { people, shop, storage, tab, ask } = await world(t);
  const before = tab();
  await before.signIn(PERSON.username, PERSON.password);
  await ask(before);

  const after = tab();
  await Promise.all([ask(after), ask(after), ask(after)]);

  assert.equal(after.username, PERSON.username);
  assert.deepEqual(people.words(), ["srp", "proof", "refresh"]);
  assert.deepEqual(shop.asked.map(({ headers }) => headers.authorization), ["Bearer access-1", ...Array(3).fill("Bearer access-2")]);
  const stored = JSON.stringify([...storage.values]);
  assert.ok(stored.includes("refresh-1") && !stored.includes("access-") && !stored.includes(PERSON.password));
});

test("a token is renewed before it expires, and one that was refused once more", async (t) => {
  const { people, tab, ask } = await world(t, undefined, 30);
  const session = tab();
  await session.signIn(PERSON.username, PERSON.password);

  await ask(session);
  const refusing = await loopback(t, (_, before) => (before ? { body: ORDER } : problem("unauthenticated", 401)));
  await soukAt(refusing.url, { auth: session }).orders.getOrder(ORDER.id);

  assert.deepEqual(people.words(), ["srp", "proof", "refresh", "refresh", "refresh"]);
  assert.equal(refusing.asked.length, 2);
});

test("without anybody signed in, what needs somebody isn't sent", async (t) => {
  const { shop, people, tab, ask } = await world(t);

  await assert.rejects(ask(tab()), { name: "SignInFailed", reason: "signed-out" });

  assert.deepEqual([shop.asked, people.asked], [[], []]);
});

test("a revoked refresh token ends the session, and says so once", async (t) => {
  const { storage, tab, ask } = await world(t, (word) => (word === "refresh" ? REVOKED : undefined), 30);
  const session = tab();
  const changes: string[] = [];
  session.watch((change) => changes.push(change));
  await session.signIn(PERSON.username, PERSON.password);

  await assert.rejects(Promise.all([ask(session), ask(session)]), { reason: "session-over" });

  assert.deepEqual([changes, session.username, storage.values.size], [["signed-in", "expired"], undefined, 0]);
});

test("a pool that can't be reached ends no session", async (t) => {
  const { storage, tab, ask } = await world(t, (word) => (word === "refresh" ? { status: 503 } : undefined), 30);
  const session = tab();
  await session.signIn(PERSON.username, PERSON.password);

  await assert.rejects(ask(session), Unreachable);

  assert.deepEqual([session.username, storage.values.size], [PERSON.username, 1]);
});

test("a pool that is asked too often ends no session", async (t) => {
  const busy = refusal("TooManyRequestsException", "Too many requests");
  const { storage, tab, ask } = await world(t, (word) => (word === "refresh" ? busy : undefined), 30);
  const session = tab();
  await session.signIn(PERSON.username, PERSON.password);

  await assert.rejects(ask(session), { reason: "too-many-attempts" });

  assert.deepEqual([session.username, storage.values.size], [PERSON.username, 1]);
});

test("signing out revokes the refresh token, and other tabs follow", async (t) => {
  const { people, storage, tab, ask } = await world(t);
  const here = tab();
  await here.signIn(PERSON.username, PERSON.password);
  const there = tab();
  const changes: string[] = [];
  there.watch((change) => changes.push(change));
  await ask(there);

  await here.signOut();
  there.follow("souk-session");

  assert.equal(JSON.parse(people.asked.at(-1)!.body).Token, "refresh-1");
  assert.deepEqual([changes, there.username, storage.values.size], [["signed-out"], undefined, 0]);
  await assert.rejects(ask(there), SignInFailed);
});

test("another customer in another tab is nobody's mixture: the old token is not used again", async (t) => {
  const { shop, tab, ask } = await world(t);
  const here = tab();
  await here.signIn(PERSON.username, PERSON.password);
  await ask(here);
  const there = tab();
  await there.signIn("bob@souk.example", PERSON.password);

  here.follow("something-else");
  assert.equal(here.username, PERSON.username);
  here.follow("souk-session");
  await ask(here);

  assert.equal(here.username, "bob@souk.example");
  assert.notEqual(shop.asked[0]?.headers.authorization, shop.asked[1]?.headers.authorization);
});

test("a renewal that comes after the sign-out brings nobody back", async (t) => {
  let over: Promise<void> | undefined;
  const signOut = (word: string) => void (over ??= word === "refresh" ? session.signOut() : undefined);
  const { tab, storage, ask } = await world(t, (word) => signOut(word) ?? undefined, 30);
  const session = tab();
  await session.signIn(PERSON.username, PERSON.password);

  await assert.rejects(ask(session), { reason: "signed-out", message: /in the meantime/ });
  await over;

  assert.deepEqual([session.username, storage.values.size], [undefined, 0]);
});

test("signing out everywhere asks the pool first: when it can't be reached, the session goes on", async (t) => {
  const { people, tab } = await world(t, (word, before) => (word === "GlobalSignOut" && before < 3 ? { status: 503 } : undefined));
  const session = tab();
  await session.signIn(PERSON.username, PERSON.password);

  await assert.rejects(session.signOutEverywhere(), Unreachable);
  assert.equal(session.username, PERSON.username);
  await session.signOutEverywhere();

  assert.equal(session.username, undefined);
  assert.deepEqual(people.words().slice(2), ["GlobalSignOut", "GlobalSignOut"]);
});

test("a storage that is full, forbidden or holds nonsense ends nothing", async (t) => {
  const { people, ask } = await world(t);
  const forbidden = () => {
    throw new DOMException("no", "QuotaExceededError");
  };
  const session = new Session({ ...people.options, storage: { getItem: forbidden, setItem: forbidden, removeItem: forbidden } });

  await session.signIn(PERSON.username, PERSON.password);
  await ask(session);

  for (const nonsense of ["{", "null", "[]", '{"username": 1, "refresh": {}}']) {
    const storage = { getItem: () => nonsense, setItem: forbidden, removeItem: forbidden };
    assert.equal(new Session({ ...people.options, storage }).username, undefined);
  }
  await session.signOut();
  assert.equal(session.username, undefined);
});

test("no log shows a token of the session", async (t) => {
  const people = await pool(t);
  const session = new Session(people.options);
  await session.signIn(PERSON.username, PERSON.password);

  const shown = inspect(session, { depth: 9, showHidden: true }) + JSON.stringify(session);

  assert.doesNotMatch(shown, /access-1|refresh-1|correct horse/);
});
