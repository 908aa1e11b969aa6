/** An environment, found by its name. */

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, afterEach, test } from "node:test";

import { NotConfigured, Souk } from "../src/index.ts";
import { loopback } from "./loopback.ts";
import { PERSON, pool } from "./pool.ts";
import { LAMP, ORDER } from "./shop.ts";

const before = { cwd: process.cwd(), env: { ...process.env } };
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "souk-sdk-"));
  mkdirSync(join(home, "work/deep"), { recursive: true });
  process.chdir(join(home, "work/deep"));
  process.env["HOME"] = home;
  delete process.env["SOUK_ENVIRONMENTS"];
  delete process.env["SOUK_ENV"];
});

afterEach(() => {
  process.chdir(before.cwd);
  process.env = { ...before.env };
  rmSync(home, { recursive: true });
});

/** Describe an environment in a folder below the test's own. */
function describe(folder: string, name: string, url: string, endpoint: string | null = null): void {
  mkdirSync(join(home, folder), { recursive: true });
  const pools = { user_pool_id: "us-east-1_a1b2c3", user_pool_client_id: "client" };
  const content = { env: name, region: "us-east-1", endpoint_url: endpoint, apis: { "orders.v2": url }, ...pools };
  writeFileSync(join(home, folder, `${name}.json`), JSON.stringify(content));
}

test("a named folder comes first, then the nearest upward, then one's own", async (t) => {
  const shop = await loopback(t, () => ({ body: LAMP }));
  const folders = [".config/souk/environments", ".souk/environments", "work/.souk/environments", "named"];
  process.env["SOUK_ENVIRONMENTS"] = join(home, "named");

  for (const folder of folders) {
    describe(folder, "dev", `${shop.url}/${folder.replaceAll("/", "-")}`);
    await (await Souk.fromEnv("dev")).orders.getProduct("LAMP-1");
  }

  assert.deepEqual(
    shop.asked.map(({ path }) => path),
    folders.map((folder) => `/${folder.replaceAll("/", "-")}/products/LAMP-1`),
  );
});

test("without a name it is the one of SOUK_ENV, or dev", async (t) => {
  const shop = await loopback(t, () => ({ body: LAMP }));
  describe(".souk/environments", "dev", `${shop.url}/dev`);
  describe(".souk/environments", "two", `${shop.url}/two`);

  await (await Souk.fromEnv()).orders.getProduct("LAMP-1");
  process.env["SOUK_ENV"] = "two";
  await (await Souk.fromEnv()).orders.getProduct("LAMP-1");

  assert.deepEqual(shop.asked.map(({ path }) => path), ["/dev/products/LAMP-1", "/two/products/LAMP-1"]);
});

test("a person signs in to the environment's own user pool", async (t) => {
  const people = await pool(t);
  const shop = await loopback(t, () => ({ body: ORDER }));
  const { origin } = new URL(people.url);
  describe(".souk/environments", "dev", shop.url, origin);

  const souk = await Souk.fromEnv("dev", { auth: PERSON });
  await souk.orders.getOrder(ORDER.id);

  assert.deepEqual(people.words(), ["srp", "proof"]);
  assert.equal(JSON.parse(people.asked[0]!.body).ClientId, "client");
  assert.equal(shop.asked[0]?.headers.authorization, "Bearer access-1");
});

test("an environment that isn't there, has no such name, or is no description is one clear line", async () => {
  describe(".souk/environments", "dev", "https://orders.souk.example");
  writeFileSync(join(home, ".souk/environments/torn.json"), '{"env": "to');
  writeFileSync(join(home, ".souk/environments/empty.json"), "[]");

  await assert.rejects(Souk.fromEnv("prod"), /^NotConfigured: no environment `prod`: there is dev, .*souk up --env prod/);
  for (const name of ["../dev", "", "torn", "empty"]) {
    await assert.rejects(Souk.fromEnv(name), (error: Error) => error instanceof NotConfigured && !error.message.includes("\n"));
  }
});

test("where there are no files, the way without them is named", async (t) => {
  const node = process.getBuiltinModule;
  t.after(() => Object.assign(process, { getBuiltinModule: node }));
  Object.assign(process, { getBuiltinModule: undefined });

  await assert.rejects(Souk.fromEnv("dev"), /pass baseUrls/);
});
