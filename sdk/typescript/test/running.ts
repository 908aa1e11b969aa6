/**
 * What the end-to-end tests run under Node against the running system: `node running.ts CHAPTER`. What a chapter is told
 * comes on stdin as one line of JSON; what it tells goes to stdout, a line each.
 */

import { once } from "node:events";
import { createInterface } from "node:readline";

import { AccountRefused, Accounts, type Person, Problem, Session, SigV4, SignIn, Souk, type SoukOptions } from "../src/index.ts";

interface Told {
  apis: SoukOptions["baseUrls"];
  pool: { userPoolId: string; clientId: string; endpointUrl: string };
  person: Person;
  sku: string;
  customer: string;
  keys: { accessKeyId: string; secretAccessKey: string };
}

/** A machine that does much else at the same time takes its time over a cold function. */
const PATIENT = 60_000;
const chapters: Record<string, (told: Told) => Promise<unknown>> = { journey, refusals, versions, renewal, service, account };

async function journey({ person, sku }: Told): Promise<unknown> {
  const souk = await fromEnv(person);
  const strangers = await souk.users.getProfile().catch(nameOf);
  const { name } = await souk.users.putProfile({ name: "Ada Quist" });
  const pages = [];
  for await (const page of souk.orders.listProducts({ limit: 3 }).pages()) {
    pages.push(page.items.length);
  }
  const skus = [];
  for await (const product of souk.orders.listProducts({ limit: 100 })) {
    skus.push(product.sku);
  }
  const wanted = { lines: [{ sku, quantity: 2 }] };
  const idempotencyKey = crypto.randomUUID();
  const order = await souk.orders.placeOrder(wanted, { idempotencyKey });
  const again = await souk.orders.placeOrder(wanted, { idempotencyKey });
  const early = await souk.orders.waitUntil(order.id, { status: "shipped", timeoutMs: 300 }).catch(nameOf);
  tell(order.id);
  const shipped = await souk.orders.waitUntil(order.id, { status: "shipped", timeoutMs: 60_000 });
  return { strangers, name, pages, skus, order, again, early, shipped: shipped.status };
}

async function refusals({ person, sku }: Told): Promise<unknown> {
  const { orders } = await fromEnv(person);
  const nobody = await fromEnv();
  const somebody = await fromEnv({ ...person, password: "wrong" });
  const key = { idempotencyKey: crypto.randomUUID() };
  const order = (quantity: number, what = sku) => ({ lines: [{ sku: what, quantity }] });
  await orders.placeOrder(order(1), key);
  const tries: Record<string, () => Promise<unknown>> = {
    "more than there is": () => orders.placeOrder(order(1000)),
    "what doesn't exist": () => orders.placeOrder(order(1, "NO-SUCH-THING")),
    "no lines": () => orders.placeOrder({ lines: [] }),
    "the key again, for something else": () => orders.placeOrder(order(2), key),
    "a key that is none": () => orders.placeOrder(order(1), { idempotencyKey: "short" }),
    "somebody else's": () => orders.getOrder("01KAQ4N9T4W6M2J8ZC5R7XVBEH"),
    "a cursor that is none": () => orders.listOrders({ cursor: "nonsense" }).toArray(),
    "what only staff may": () => orders.putProduct(sku, { name: "Mine", price: { amount: "1.00", currency: "EUR" }, stock: 1 }),
    "not signed in": () => nobody.orders.listOrders().toArray(),
    "a wrong password": () => somebody.users.getProfile(),
  };
  const seen: Record<string, unknown> = {};
  for (const [what, attempt] of Object.entries(tries)) {
    seen[what] = await attempt().then(() => "done", nameOf);
  }
  return seen;
}

async function versions({ person, sku }: Told): Promise<unknown> {
  const souk = await fromEnv(person);
  const { id } = await souk.ordersV1.placeOrder({ lines: [{ sku, quantity: 2 }] });
  const [v1, v2] = [await souk.ordersV1.getOrder(id), await souk.ordersV2.getOrder(id)];
  const lists = [souk.ordersV1.listOrders(), souk.orders.listOrders()];
  const ids = await Promise.all(lists.map(async (list) => (await list.toArray()).map((order) => order.id)));
  await souk.orders.cancelOrder(id);
  return { id, totals: [v1.total, v2.total], ids, after: (await souk.ordersV1.getOrder(id)).status };
}

/** The first two requests arrive with a token that nobody made. */
async function renewal({ apis, pool, person }: Told): Promise<unknown> {
  const asked: string[] = [];
  const statuses: number[] = [];
  let sent = 0;
  const auth = new SignIn({
    ...pool,
    ...person,
    fetch: (url, init) => {
      asked.push(JSON.parse(String(init.body)).AuthFlow ?? "PROOF");
      return fetch(url, init);
    },
  });
  const souk = new Souk({
    baseUrls: apis,
    auth,
    timeoutMs: PATIENT,
    fetch: async (url, init) => {
      const headers = new Headers(init.headers);
      if (++sent <= 2) {
        headers.set("Authorization", "Bearer forged");
      }
      const answer = await fetch(url, { ...init, headers });
      statuses.push(answer.status);
      return answer;
    },
  });
  const profiles = await Promise.all([souk.users.getProfile(), souk.users.getProfile()]);
  return { asked, statuses: statuses.sort(), names: profiles.map((profile) => profile.name) };
}

/** The codes are those that the local cloud always mails. */
async function account({ apis, pool, person: { username, password } }: Told): Promise<unknown> {
  const accounts = new Accounts(pool);
  const values = new Map<string, string>();
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
  const session = () => new Session({ ...pool, storage });
  const name = async (auth: Session) => (await new Souk({ baseUrls: apis, auth, timeoutMs: PATIENT }).users.getProfile()).name;
  const here = session();
  await accounts.signUp(username, password);
  const unconfirmed = await here.signIn(username, password).catch(nameOf);
  await accounts.resendCode(username);
  const wrong = await accounts.confirmSignUp(username, "000000").catch(nameOf);
  await accounts.confirmSignUp(username, "123456");
  const repeated = [await accounts.confirmSignUp(username, "123456").catch(nameOf), await accounts.signUp(username, password).catch(nameOf)];
  await here.signIn(username, password);
  await new Souk({ baseUrls: apis, auth: here, timeoutMs: PATIENT }).users.putProfile({ name: "Ada Quist" });
  const [reloaded, elsewhere] = [session(), session()];
  const names = [await name(here), await name(reloaded)];
  await reloaded.signOutEverywhere();
  const after = await name(elsewhere).catch(nameOf);
  await accounts.forgotPassword(username);
  const weak = await accounts.resetPassword(username, "654321", "short").catch(nameOf);
  await accounts.resetPassword(username, "654321", `${password}-2`);
  const old = await session().signIn(username, password).catch(nameOf);
  await here.signIn(username, `${password}-2`);
  const copy = new Map(values);
  await here.signOut();
  copy.forEach((value, key) => values.set(key, value));
  const revoked = await name(session()).catch(nameOf);
  return { unconfirmed, wrong, repeated, names, after, weak, old, revoked };
}

async function service({ apis, keys, customer }: Told): Promise<unknown> {
  const as = (credentials: Told["keys"]) =>
    new Souk({ baseUrls: apis, auth: new SigV4({ credentials, region: "us-east-1" }), timeoutMs: PATIENT }).users;
  return {
    known: await as(keys).getCustomer(customer),
    unknown: await as(keys).getCustomer("nobody").catch(nameOf),
    forged: await as({ ...keys, secretAccessKey: "guessed" }).getCustomer(customer).catch(nameOf),
  };
}

function fromEnv(auth?: Person): Promise<Souk> {
  return Souk.fromEnv("test", { auth, timeoutMs: PATIENT });
}

function nameOf(error: Error): string {
  const detail = error instanceof Problem ? error.status : error instanceof AccountRefused ? error.reason : "";
  return [error.name, detail].filter(Boolean).join(" ");
}

function tell(what: unknown): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

const lines = createInterface(process.stdin);
const [line] = await once(lines, "line");
lines.close();
tell(await chapters[process.argv[2] ?? ""]?.(JSON.parse(line)));
process.stdin.destroy();
