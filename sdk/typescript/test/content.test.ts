/** Files for members are streams: read by ranges, with a new link when one ends midway. */

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import { Souk } from "../src/index.ts";
import { type Asked, loopback, problem } from "./loopback.ts";

const FILE = "0123456789".repeat(250_000);

interface Files {
  readonly content?: string;
  /** How many parts a link opens. */
  readonly parts?: number;
  /** The revision of each link. */
  readonly revisions?: readonly string[];
  readonly members?: number;
}

/** An API that makes links, and the server of the files that they open. */
async function files(t: TestContext, { content = FILE, parts = 100, revisions = [], members = 100 }: Files = {}) {
  let links = 0;
  let used = 0;
  const answer = ({ path, query, headers }: Asked) => {
    if (path.endsWith("/links")) {
      used = 0;
      const url = `https://d1.cloudfront.net/lesson/${revisions[links++] ?? "r1"}/video.mp4?Signature=${links}`;
      return links > members ? problem("membership-required", 403) : { status: 201, body: { url, expires_at: "2026-12-01T12:00:00Z" } };
    }
    used += 1;
    if (query.get("Signature") !== String(links) || used > parts) {
      return { status: 403, body: "<Error/>" };
    }
    const [, first = 0, last = 0] = (/^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? []).map(Number);
    const part = content.slice(first, last + 1);
    return part
      ? { status: 206, body: part, headers: { "Content-Range": `bytes ${first}-${first + part.length - 1}/${content.length}` } }
      : { status: 416, headers: { "Content-Range": `bytes */${content.length}` } };
  };
  const server = await loopback(t, answer);
  const auth = { authorize: async ({ headers }: { headers: Headers }) => headers.set("Authorization", "Bearer secret") };
  const souk = new Souk({
    baseUrls: { "content.v1": server.url },
    contentFiles: server.url,
    retries: { waitMs: 1 },
    trace: () => "Root=1-a",
    auth,
  });
  return { souk, server, links: () => links };
}

async function read(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text();
}

test("a file is read in parts under one link, and its server gets no token", async (t) => {
  const { souk, server, links } = await files(t);

  assert.equal(await read(await souk.content.open("lesson")), FILE);

  const asked = server.asked.filter(({ path }) => path.endsWith(".mp4"));
  assert.equal(links(), 1);
  assert.deepEqual(asked.map(({ headers }) => headers.range).slice(0, 2), ["bytes=0-1048575", "bytes=1048576-2097151"]);
  assert.ok(asked.every(({ headers }) => !headers.authorization && !headers["x-amzn-trace-id"]));
});

test("a file is fetched as far as somebody reads it, from where they begin", async (t) => {
  const { souk, server } = await files(t);
  const reader = (await souk.content.open("lesson", { file: "video.mp4", from: 2_400_005 })).getReader();
  assert.equal(server.asked.length, 1, "the link");

  const { value } = await reader.read();
  await reader.cancel();

  assert.equal(new TextDecoder().decode(value), FILE.slice(2_400_005));
  assert.equal(server.asked[0]?.body, '{"file":"video.mp4"}');
});

test("a link that ends midway is replaced", async (t) => {
  const { souk, links } = await files(t, { parts: 2 });

  assert.equal(await read(await souk.content.open("lesson")), FILE);

  assert.equal(links(), 2);
});

test("who is no member any more hears it from the stream", async (t) => {
  const { souk } = await files(t, { parts: 1, members: 1 });

  await assert.rejects(read(await souk.content.open("lesson")), { name: "MembershipRequired", status: 403 });
});

test("who is no member gets no stream", async (t) => {
  const { souk } = await files(t, { members: 0 });

  await assert.rejects(souk.content.open("lesson"), { name: "MembershipRequired" });
});

test("parts of two revisions are never put together, and a refused fresh link is no loop", async (t) => {
  const changed = await files(t, { parts: 1, revisions: ["r1", "r2"] });
  await assert.rejects(read(await changed.souk.content.open("lesson")), { name: "ContentChanged" });

  const refused = await files(t, { parts: 0 });
  await assert.rejects(read(await refused.souk.content.open("lesson")), { name: "ContentRefused" });
  assert.equal(refused.links(), 2);
});

test("an empty file is empty", async (t) => {
  const { souk } = await files(t, { content: "" });

  assert.equal(await read(await souk.content.open("lesson")), "");
});

test("a server that stays away is unreachable, and the link is not in the error", async () => {
  const away = new Souk({
    baseUrls: { "content.v1": "http://127.0.0.1:9" },
    retries: { attempts: 1 },
    fetch: async (url) => {
      if (url.endsWith("/links")) {
        return Response.json({ url: "https://d1.cloudfront.net/a/r/f?Signature=secret" }, { status: 201 });
      }
      throw new Error(`no way to ${url}`);
    },
  });

  await assert.rejects(read(await away.content.open("lesson")), (error: Error) => {
    assert.equal(error.name, "Unreachable");
    return !error.message.includes("secret") && error.cause === undefined;
  });
});
