/** An upload reports how far it is, waits until it is decided, and says why a file need not be sent. */

import assert from "node:assert/strict";
import test from "node:test";

import { NotSent, obstacleOf, TooSlow, upload, type Form, type Upload } from "../src/uploading.ts";

const file = new Blob(["pixels"], { type: "image/png" });
const wanted = { sku: "LUMEN-BULB", alt: "A bulb", file };
const form: Form = { id: "01KA", url: "https://uploads.example", fields: { key: "k" }, expires_at: "" };
const state = (name: Upload["state"]): Upload => ({ id: "01KA", sku: "LUMEN-BULB", alt: "", state: name, refusal: null });

function shop(...states: Upload["state"][]) {
  const announced: unknown[] = [];
  return {
    announced,
    announcePicture: async (sku: string, body: unknown) => {
      announced.push({ sku, ...(body as object) });
      return form;
    },
    getPicture: async () => state(states.length > 1 ? (states.shift() as Upload["state"]) : (states[0] ?? "waiting")),
  };
}

test("an upload is announced with its type and size, sent, and waited for", async () => {
  const pictures = shop("waiting", "waiting", "ready");
  const progress: unknown[] = [];

  const decided = await upload(
    pictures,
    wanted,
    (share) => progress.push(share),
    async (_form, _file, sent) => sent(1),
    async () => {},
  );

  assert.equal(decided.state, "ready");
  assert.deepEqual(pictures.announced, [{ sku: "LUMEN-BULB", type: "image/png", size: 6, alt: "A bulb" }]);
  assert.deepEqual(progress, [1, undefined]);
});

test("a file that S3 doesn't take is not waited for", async () => {
  const refuse = () => Promise.reject(new NotSent("403"));

  await assert.rejects(upload(shop(), wanted, () => {}, refuse, async () => {}), NotSent);
});

test("nobody waits for ever", async () => {
  await assert.rejects(upload(shop("waiting"), wanted, () => {}, async () => {}, async () => {}), TooSlow);
});

test("a file that would be refused anyway is not sent", () => {
  const blob = (type: string, size: number) => ({ type, size }) as Blob;

  assert.equal(obstacleOf(undefined), "missing");
  assert.equal(obstacleOf(blob("image/svg+xml", 9)), "no-picture");
  assert.equal(obstacleOf(blob("image/png", 0)), "empty");
  assert.equal(obstacleOf(blob("image/png", 10_000_001)), "too-large");
  assert.equal(obstacleOf(file), undefined);
});
