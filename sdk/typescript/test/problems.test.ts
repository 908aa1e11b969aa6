/** Refusals as typed errors. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  Conflict,
  Forbidden,
  type KnownProblem,
  NotFound,
  OutOfStock,
  Problem,
  SoukError,
  TooLarge,
  TooManyRequests,
  Unauthenticated,
  Unavailable,
  Unexpected,
  UnexpectedAnswer,
  Unprocessable,
  UnsupportedMedia,
} from "../src/index.ts";
import { type Answer, loopback, problem, soukAt } from "./loopback.ts";
import { LAMP, WANTED } from "./shop.ts";

async function refusedWith(t: Parameters<typeof loopback>[0], answer: Answer): Promise<SoukError> {
  const shop = await loopback(t, () => answer);
  return soukAt(shop.url).orders.placeOrder(WANTED).then(
    () => assert.fail("it was not refused"),
    (error: SoukError) => error,
  );
}

test("a refusal is an error of its own class, below that of its status", async (t) => {
  const answer = problem("out-of-stock", 409, { detail: "There are 2 left.", left: 2 }, { "X-Trace-Id": "1-abc" });

  const error = await refusedWith(t, answer);

  assert.ok(error instanceof OutOfStock && error instanceof Conflict && error instanceof Problem);
  assert.equal(error.type, "urn:souk:problem:out-of-stock");
  assert.deepEqual([error.operation, error.status, error.traceId], ["placeOrder", 409, "1-abc"]);
  assert.deepEqual([error.title, error.detail], ["It is out-of-stock.", "There are 2 left."]);
  assert.equal(error.said["left"], 2);
  assert.equal(String(error), "OutOfStock: placeOrder: It is out-of-stock. There are 2 left.");
});

test("the type tells the classes apart, for the compiler, too", async (t) => {
  const error = (await refusedWith(t, problem("not-found", 404))) as KnownProblem;

  switch (error.type) {
    case "urn:souk:problem:not-found": {
      const found: NotFound = error;
      assert.ok(found instanceof NotFound);
      break;
    }
    default:
      assert.fail(error.type);
  }
});

test("a body that doesn't fit is told place by place", async (t) => {
  const errors = [{ field: "body.lines.0.quantity", reason: "too many" }];

  const error = await refusedWith(t, problem("unprocessable", 422, { errors }));

  assert.ok(error instanceof Unprocessable);
  assert.deepEqual(error.errors, errors);
});

test("a problem younger than the SDK comes as the class of its status", async (t) => {
  const error = await refusedWith(t, problem("sold-by-weight", 409));

  assert.equal(error.constructor, Conflict);
  assert.equal((error as Problem).type, "urn:souk:problem:sold-by-weight");
  assert.equal((await refusedWith(t, problem("teapot", 418))).constructor, Problem);
});

const WHOEVER_SAYS_IT = {
  401: Unauthenticated,
  403: Forbidden,
  413: TooLarge,
  415: UnsupportedMedia,
  429: TooManyRequests,
  500: Unexpected,
  502: Unavailable,
  503: Unavailable,
  504: Unavailable,
};
for (const [status, Kind] of Object.entries(WHOEVER_SAYS_IT)) {
  for (const [mediaType, body] of [["application/json", { message: "No" }], ["Text/HTML", "<h1>No</h1>"], ["", ""]] as const) {
    test(`a ${status} from a firewall or a gateway, ${mediaType || "without a type"}, is the class of its status`, async (t) => {
      const error = await refusedWith(t, { status: Number(status), body, headers: { "Content-Type": mediaType } });

      assert.equal(error.constructor, Kind);
      assert.deepEqual([(error as Problem).type, (error as Problem).status], ["about:blank", Number(status)]);
      assert.ok(error.message.includes(`(${mediaType.toLowerCase() || "of no type"})`), error.message);
    });
  }
}

test("a problem is known however its content type is written", async (t) => {
  const headers = { "Content-Type": "Application/Problem+JSON ; charset=utf-8" };

  assert.ok((await refusedWith(t, { ...problem("out-of-stock", 409), headers })) instanceof OutOfStock);
});

const NOT_WHAT_WAS_PROMISED: Record<string, Answer> = {
  "a proxy's page that knows no such thing": { status: 404, body: "<h1>No</h1>" },
  "a refusal that is JSON, and no problem": { status: 400, body: { message: "Bad" } },
  "a refusal without a word": { status: 404 },
  "a page instead of a result": { status: 201, body: "<h1>Welcome</h1>" },
  "nothing instead of a result": { status: 201 },
};
for (const [what, answer] of Object.entries(NOT_WHAT_WAS_PROMISED)) {
  test(`${what} is an unexpected answer, with its status`, async (t) => {
    const error = await refusedWith(t, { ...answer, headers: { "X-Trace-Id": "1-abc" } });

    assert.ok(error instanceof UnexpectedAnswer, String(error));
    assert.deepEqual([error.status, error.traceId], [answer.status, "1-abc"]);
    assert.match(error.message, /^placeOrder: /);
  });
}

test("an operation without a result answers nothing", async (t) => {
  const shop = await loopback(t, () => ({ status: 204 }));

  assert.equal(await soukAt(shop.url).orders.cancelOrder("01KAQ4N9T4W6M2J8ZC5R7XVBEH"), undefined);
});

test("what is sent is what the contract says", async (t) => {
  const shop = await loopback(t, () => ({ body: LAMP }));
  const { sku, ...product } = LAMP;

  await soukAt(`${shop.url}/stage/`).orders.putProduct(sku, product);

  const [asked] = shop.asked;
  assert.deepEqual([asked?.method, asked?.path], ["PUT", "/stage/products/LAMP-1"]);
  assert.equal(asked?.headers["content-type"], "application/json");
  assert.deepEqual(JSON.parse(asked?.body ?? ""), product);
});
