// Models through the page's own menu: from a hub that misbehaves, from the catalog, from files of the disk.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import {
  DEMO, ROOT, TINY, asked, catalogOf, closePanel, counted, drop, folderOf, keptSettings, loadAddress, modelReady, numbers,
  openModels, serveHub, settled, start, step, still, stored, until,
} from "./helpers.mjs";

const golden = (name) => join(ROOT, "tests/golden/clip", name);
const FILES = ["config.json", "preprocessor_config.json", "tokenizer.json", "model.safetensors"];

/** A page with two pictures in the tank, and a hub; what the failed fetches print on the console is expected. */
async function tankWithHub(t, entry = {}) {
  const hub = await serveHub({ "tiny/legacy": golden("legacy"), "tiny/gelu": golden("gelu"), "large/demo": join(ROOT, "models/demo") });
  t.after(() => hub.stop());
  const opened = await start(t, { hosts: [hub], catalog: catalogOf(hub, entry) });
  opened.allow(/Failed to load resource|net::ERR/);
  const { page } = opened;
  await drop(page, ".frame", ["fish.png", "noise.png"].map((name) => join(golden("pictures"), name)));
  await settled(page, 2);
  await modelReady(page, DEMO);
  const address = (name) => `${hub.origin}/${name}/resolve/main/`;
  return { ...opened, hub, address, before: await numbers(page) };
}

/** The model from before is in use as if nothing had happened: its name, its vectors, and another picture gets one. */
async function stays(page, before) {
  assert.match(await page.locator(".model-title").innerText(), new RegExp(DEMO));
  await closePanel(page);
  await settled(page, before.length);
  assert.deepEqual(await numbers(page), before);
  await drop(page, ".frame", [join(golden("pictures"), "palette.png")]);
  await settled(page, before.length + 1);
  await counted(page.locator(".cell.is-failed"), 0);
  assert.deepEqual((await numbers(page)).slice(0, before.length), before);
}

/** The panel's words about what went wrong, the fold included. */
async function fault(page) {
  await page.locator(".panel .fault").waitFor({ timeout: 60_000 });
  return page.locator(".panel .fault").textContent();
}

const keptFiles = (page) => page.evaluate(async () => {
  const cache = await caches.open("ikesu-models");
  return (await cache.keys()).map(({ url }) => new URL(url).pathname.split("/").pop()).sort();
});

/** Waits until all that a reload needs is kept, which is done behind the answers: the model, `n` pictures, `setting`. */
async function isKept(page, n, setting) {
  await until(page, "the model is not kept", async () => (await keptFiles(page)).join() === [...FILES].sort().join());
  const { projection_dim: dims } = JSON.parse(await readFile(join(golden("gelu"), "config.json"), "utf8"));
  await stored(page, n, dims);
  await keptSettings(page, setting);
}

test("a load is cancelled while its bytes come, and the model from before stays", async (t) => {
  const { page, hub, address, before } = await tankWithHub(t);
  hub.modes.set("model.safetensors", "slow");
  await loadAddress(page, address("large/demo"));
  const line = page.locator(".panel .loading .figure");
  await line.filter({ hasText: /[1-9].*\/.*MB/ }).waitFor();
  // The old answers stay while the new model is on its way.
  await closePanel(page);
  assert.deepEqual(await numbers(page), before);
  await openModels(page);
  const cut = page.waitForEvent("requestfailed", (request) => request.url().includes("model.safetensors")).catch(() => {});
  await page.locator(".panel .loading").getByRole("button", { name: "中止" }).click();
  await cut;
  await page.locator(".panel .loading").waitFor({ state: "detached" });
  assert.match(await fault(page), /中止しました/);
  await stays(page, before);
  assert(!(await keptFiles(page)).includes("model.safetensors"), "half a model is kept");
});

test("a connection that is cut is told in words, and asking again brings the model", async (t) => {
  const { page, hub, address, before } = await tankWithHub(t);
  hub.modes.set("model.safetensors", "broken");
  await loadAddress(page, address("tiny/gelu"));
  const said = await fault(page);
  assert.match(said, /取り寄せられませんでした|途中で切れています/);
  assert.match(said, /model\.safetensors/);
  await stays(page, before);
  hub.modes.set("model.safetensors", "broken once");
  await loadAddress(page, address("tiny/gelu"));
  // The fault of the load before stands there until the new one shows itself.
  await still(page, ".panel");
  await fault(page);
  await loadAddress(page, address("tiny/gelu"));
  await modelReady(page, "tiny/gelu");
  await closePanel(page);
  await settled(page, 3);
  assert.notDeepEqual((await numbers(page)).slice(0, 2), before);
});

test("after a broken load 'again' means the model that was asked for", async (t) => {
  const { page, hub, address } = await tankWithHub(t);
  hub.modes.set("model.safetensors", "broken once");
  await loadAddress(page, address("tiny/gelu"));
  await fault(page);
  await page.locator(".panel").getByRole("button", { name: "もう一度" }).click();
  await modelReady(page, "tiny/gelu");
});

test("half a file, a missing file and a host that is down are told apart, and nothing wrong is kept", async (t) => {
  const { page, hub, address, before } = await tankWithHub(t);
  for (const [file, mode, words] of [
    // In the order in which they are asked for: what came well is kept and not asked for again.
    ["config.json", "down", /取り寄せられませんでした.*\/config\.json/],
    ["tokenizer.json", "missing", /ファイルがありません.*tokenizer\.json/],
    ["model.safetensors", "short", /途中で切れています/],
  ]) {
    hub.modes.clear();
    hub.modes.set(file, mode);
    await loadAddress(page, address("tiny/gelu"));
    await page.locator(".panel .fault").filter({ hasText: words }).waitFor();
  }
  await stays(page, before);
  hub.modes.clear();
  await loadAddress(page, address("tiny/gelu"));
  await modelReady(page, "tiny/gelu");
});

test("bytes that are not those of the catalog are refused by name", async (t) => {
  const { page, hub, before } = await tankWithHub(t, { fingerprint: await fingerprint(golden("gelu")) });
  const ask = async () => {
    await openModels(page);
    await page.locator(".model").filter({ hasText: TINY }).getByRole("button", { name: "これを使う" }).click();
    await page.locator(".ask").getByRole("button", { name: "読みこむ" }).click();
  };
  hub.modes.set("model.safetensors", "wrong");
  await ask();
  assert.match(await fault(page), /model\.safetensors|もとのものとちがいます/);
  await stays(page, before);
  assert(!(await keptFiles(page)).includes("model.safetensors"), "wrong bytes are kept");
  hub.modes.clear();
  await ask();
  await modelReady(page, TINY);
});

test("the catalog's model is asked about before a byte is fetched, and fetched once", async (t) => {
  const { page, hub, before } = await tankWithHub(t);
  const choose = async () => {
    await openModels(page);
    await page.locator(".model").filter({ hasText: TINY }).getByRole("button", { name: "これを使う" }).click();
    await page.locator(".ask").waitFor();
  };
  await choose();
  const question = await page.locator(".ask").innerText();
  for (const part of [TINY, "120 kB", `${hub.origin}/tiny/gelu`]) assert(question.includes(part), `${part} is not in: ${question}`);
  // Nobody has ever loaded it for real, and its card says so.
  const card = page.locator(".model").filter({ hasText: TINY });
  await card.getByText("くわしく").click();
  await card.getByText("まだ実物で確かめていません").waitFor();
  await page.locator(".ask").getByRole("button", { name: "やめておく" }).click();
  await page.locator(".ask").waitFor({ state: "detached" });
  assert.deepEqual(hub.requests, [], "something was fetched before the person agreed");
  await stays(page, before);

  await choose();
  await page.locator(".ask").getByRole("button", { name: "読みこむ" }).click();
  await modelReady(page, TINY);
  await closePanel(page);
  await settled(page, 3);
  const after = await numbers(page);
  await isKept(page, 3, '"model":"tiny"');
  const fetched = hub.requests.length;
  await page.reload();
  await settled(page, 3);
  await modelReady(page, TINY);
  assert.deepEqual(await numbers(page), after);
  assert.deepEqual(hub.requests.slice(fetched), [], "a reload fetches again what is kept");
  assert.equal(await asked(page, "EmbedPicture"), 0);
});

test("a model by address is still in use after a reload", async (t) => {
  const { page, hub, address } = await tankWithHub(t);
  await loadAddress(page, address("tiny/gelu"));
  await modelReady(page, "tiny/gelu");
  await closePanel(page);
  await settled(page, 2);
  const after = await numbers(page);
  await isKept(page, 2, "tiny/gelu");
  const fetched = hub.requests.length;
  await page.reload();
  await settled(page, 2);
  await modelReady(page, "tiny/gelu");
  assert.deepEqual(await numbers(page), after);
  assert.deepEqual(hub.requests.slice(fetched), []);
});

test("of two models asked for in a row the second is in use", async (t) => {
  const { page, hub, address, before } = await tankWithHub(t);
  hub.modes.set("model.safetensors", "slow");
  await loadAddress(page, address("large/demo"));
  await page.locator(".panel .loading .figure").filter({ hasText: /[1-9].*\/.*MB/ }).waitFor();
  hub.modes.clear();
  await loadAddress(page, address("tiny/legacy"));
  await modelReady(page, "tiny/legacy");
  // And again while its pictures are being embedded.
  await loadAddress(page, address("tiny/gelu"));
  await modelReady(page, "tiny/gelu");
  await closePanel(page);
  await settled(page, before.length);
  const { projection_dim: dims } = JSON.parse(await readFile(join(golden("gelu"), "config.json"), "utf8"));
  await step(page, 0);
  await page.getByText(`どれも ${dims} 個の数字です。`).waitFor();
  await counted(page.locator(".cell.is-failed"), 0);
});

/** Picks files of `folder` in the field for one's own model. */
async function pick(page, names, folder) {
  await openModels(page);
  const field = page.locator("details.own").first();
  await field.evaluate((it) => it.setAttribute("open", ""));
  await field.locator("input[type=file]").setInputFiles(names.map((name) => join(folder, name)));
  return field;
}

test("four files of this device are a model, whatever the order", async (t) => {
  const { page, before } = await tankWithHub(t);
  await pick(page, [...FILES].reverse(), golden("gelu"));
  await page.locator(".model-button[data-load=is-ready]").filter({ hasNotText: DEMO }).waitFor();
  // A title, not an inner address.
  assert.doesNotMatch(await page.locator(".model-title").innerText(), /^blob:/);
  await closePanel(page);
  await settled(page, 2);
  assert.notDeepEqual(await numbers(page), before);
});

test("weights in 8 bits load by address and from this device, and are the same model", async (t) => {
  const { page, hub, address, before } = await tankWithHub(t);
  const small = "model.int8.safetensors";
  await loadAddress(page, `${address("large/demo")}${small}`);
  await page.locator(".model-button[data-load=is-ready]").filter({ hasNotText: DEMO }).waitFor();
  assert(hub.requests.some((it) => it.endsWith(small)) && !hub.requests.some((it) => it.endsWith(FILES[3])), hub.requests.join());
  await closePanel(page);
  await settled(page, 2);
  assert.deepEqual(await numbers(page), before);
  await pick(page, [...FILES.slice(0, 3), small], join(ROOT, "models/demo"));
  await page.locator(".model-button[data-load=is-ready]").filter({ hasText: "model.safetensors" }).waitFor();
  await closePanel(page);
  await settled(page, 2);
  assert.deepEqual(await numbers(page), before);
});

test("of three files the page says which is missing", async (t) => {
  const { page, before } = await tankWithHub(t);
  const field = await pick(page, FILES.filter((name) => name !== "tokenizer.json"), golden("gelu"));
  await field.locator(".warn").filter({ hasText: "tokenizer.json" }).waitFor();
  // The missing one, not all four.
  assert.doesNotMatch(await field.locator(".warn").innerText(), /model\.safetensors/);
  await stays(page, before);
});

test("files that are no CLIP are refused by name, and the model from before stays", async (t) => {
  const { page, before } = await tankWithHub(t);
  const folder = await folderOf(t, {
    "config.json": JSON.stringify({ model_type: "bert" }),
    "preprocessor_config.json": await readFile(join(golden("gelu"), "preprocessor_config.json")),
    "tokenizer.json": await readFile(join(golden("gelu"), "tokenizer.json")),
    "model.safetensors": await readFile(join(golden("gelu"), "model.safetensors")),
  });
  await pick(page, FILES, folder);
  assert.match(await fault(page), /config\.json/);
  await stays(page, before);
});

test("a model for which there is no memory is told so, and the model from before stays", async (t) => {
  const { page, before } = await tankWithHub(t);
  const read = (name) => readFile(join(golden("gelu"), name));
  // Its table of tokens, by config and header alike, would have 5.8 GB.
  const config = JSON.parse(await read("config.json"));
  config.text_config.vocab_size = 60_000_000;
  const weights = await read("model.safetensors");
  const end = 8 + Number(weights.readBigUInt64LE());
  const header = JSON.parse(weights.subarray(8, end));
  const table = header["text_model.embeddings.token_embedding.weight"];
  const more = (config.text_config.vocab_size - table.shape[0]) * table.shape[1] * 2;
  for (const it of Object.values(header).filter((it) => it.data_offsets?.[0] > table.data_offsets[0])) {
    it.data_offsets = it.data_offsets.map((at) => at + more);
  }
  table.data_offsets[1] += more;
  table.shape[0] = config.text_config.vocab_size;
  const head = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(head.length));
  const folder = await folderOf(t, {
    "config.json": JSON.stringify(config),
    "preprocessor_config.json": await read("preprocessor_config.json"),
    "tokenizer.json": await read("tokenizer.json"),
    "model.safetensors": Buffer.concat([length, head, weights.subarray(end)]),
  });
  await pick(page, FILES, folder);
  assert.match(await fault(page), /メモリー/);
  await stays(page, before);
});

/** What the page calls the model in a folder. */
async function fingerprint(folder) {
  const { createHash } = await import("node:crypto");
  const sum = (bytes) => createHash("sha256").update(bytes).digest();
  const sums = await Promise.all(FILES.map(async (name) => sum(await readFile(join(folder, name)))));
  return sum(Buffer.concat([Buffer.from("ikesu 2"), ...sums])).toString("hex");
}
