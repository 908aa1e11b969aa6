/** Where the shop finds the files for members, and how their signature goes with each. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { partsOf, titleOf } from "../src/members/parts_of.ts";
import { addressOf, signed, withSignature } from "../src/members/signed.ts";

const SESSION = {
  base_url: "https://d1.cloudfront.net/first-evening/5f0c1f7e3b1d/",
  cookies: { "CloudFront-Policy": "eyJ~_", "CloudFront-Signature": "s-~_", "CloudFront-Key-Pair-Id": "K1" },
  expires_at: "2026-12-01T12:00:00Z",
};
const FILES = "http://id.secure.localhost:4580";

test("a session's files are below the origin that the shop knows, with its signature as it is", () => {
  const session = signed(SESSION, FILES);

  assert.equal(session.base, `${FILES}/first-evening/5f0c1f7e3b1d/`);
  assert.equal(addressOf(session, "index.m3u8"), `${session.base}index.m3u8?Policy=eyJ~_&Signature=s-~_&Key-Pair-Id=K1`);
  assert.equal(session.ends, Date.parse("2026-12-01T12:00:00Z"));
});

test("what a playlist names gets the newest signature, and what is elsewhere gets none", () => {
  const session = signed(SESSION, FILES);

  assert.equal(withSignature(`${session.base}part00.m4s?Policy=old`, session), addressOf(session, "part00.m4s"));
  assert.equal(withSignature("https://elsewhere.example/part.m4s", session), "https://elsewhere.example/part.m4s");
  assert.equal(withSignature(`${FILES}/another/5f0c1f7e3b1d/x.m4s`, session), `${FILES}/another/5f0c1f7e3b1d/x.m4s`);
});

test("a course is a video with its lessons and pictures, without the segments", () => {
  const files = [
    { name: "index.m3u8", type: "application/vnd.apple.mpegurl" },
    { name: "init.mp4", type: "video/mp4" },
    { name: "part00.m4s", type: "video/iso.segment" },
    { name: "captions.vtt", type: "text/vtt; charset=utf-8" },
    { name: "01-welcome.md", type: "text/markdown; charset=utf-8" },
    { name: "lamp.png", type: "image/png" },
    { name: "plan.pdf", type: "application/pdf" },
  ];

  assert.deepEqual(partsOf("index.m3u8", files), {
    video: "index.m3u8",
    captions: "captions.vtt",
    lessons: ["01-welcome.md"],
    pictures: ["lamp.png"],
    others: ["plan.pdf"],
  });
  assert.deepEqual(partsOf("plan.pdf", files).others, ["index.m3u8", "init.mp4", "part00.m4s", "plan.pdf"]);
});

test("a file's name is its title", () => {
  assert.equal(titleOf("lessons/02-warm_light.md"), "Warm light");
  assert.equal(titleOf("7.md"), "7.md");
});
