// The hub behaves as the real one does, or the tests of the loader would prove nothing.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { open, serveBlog, serveHub } from "./helpers.mjs";

const NAME = "ns/repo";

async function hubWithFiles(t) {
  const dir = await mkdtemp(join(tmpdir(), "ikesu-hub-"));
  await writeFile(join(dir, "config.json"), "{}");
  await writeFile(join(dir, "model.safetensors"), Buffer.alloc(300_000, 7));
  const hub = await serveHub({ [NAME]: dir });
  t.after(async () => {
    await hub.stop();
    await rm(dir, { recursive: true });
  });
  return { hub, at: (file) => `${hub.origin}/${NAME}/resolve/main/${file}` };
}

test("a page of another origin reads the hub's files, redirects and headers", async (t) => {
  const { hub, at } = await hubWithFiles(t);
  const blog = await serveBlog({ "/": "<!doctype html><link rel=icon href='data:,'>" });
  t.after(() => blog.stop());
  const { page, allow } = await open(t, { hosts: [blog, hub] });
  allow(/404/);
  await page.goto(blog.url);
  const get = (url, headers = {}) => page.evaluate(async ([url, headers]) => {
    const response = await fetch(url, { headers });
    const { status, redirected } = response;
    const length = await response.arrayBuffer().then((it) => it.byteLength, (error) => String(error));
    return { status, redirected, length, etag: response.headers.get("etag"), code: response.headers.get("x-error-code") };
  }, [url, headers]);

  const big = await get(at("model.safetensors"));
  assert.deepEqual([big.status, big.redirected, big.length], [200, true, 300_000]);
  assert.match(big.etag, /^"[0-9a-f]{64}"$/);
  const part = await get(at("model.safetensors"), { range: "bytes=299990-" });
  assert.deepEqual([part.status, part.length], [206, 10]);
  const small = await get(at("config.json"));
  assert.deepEqual([small.status, small.redirected, small.length], [200, true, 2]);
  const missing = await get(at("nothing.json"));
  assert.deepEqual([missing.status, missing.code], [404, "EntryNotFound"]);
});

test("the hub misbehaves as told", async (t) => {
  const { hub, at } = await hubWithFiles(t);
  const get = async () => (await fetch(at("model.safetensors"))).arrayBuffer();
  const whole = Buffer.alloc(300_000, 7);

  hub.modes.set("model.safetensors", "wrong");
  const wrong = Buffer.from(await get());
  assert.equal(wrong.length, whole.length);
  assert(!wrong.equals(whole));
  hub.modes.set("model.safetensors", "short");
  assert.equal((await get()).byteLength, 150_000);
  hub.modes.set("model.safetensors", "broken");
  await assert.rejects(get);
  hub.modes.set("model.safetensors", "broken once");
  await assert.rejects(get);
  assert(Buffer.from(await get()).equals(whole));
  hub.modes.set("model.safetensors", "slow");
  const start = performance.now();
  assert(Buffer.from(await get()).equals(whole));
  assert(performance.now() - start > 150, "not slow");
  hub.modes.set("model.safetensors", "missing");
  assert.equal((await fetch(at("model.safetensors"))).status, 404);
});
