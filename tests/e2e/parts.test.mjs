// Model folders as other programs save them, each named after its folder in tests/cases: by files and by address.
import assert from "node:assert/strict";
import { copyFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { DEMO, DEMO_ONLY, ROOT, answered, asked, closePanel, drop, folderOf, loadAddress, modelReady, numbers, openModels, serveHub, settled, start } from "./helpers.mjs";

const CASES = join(ROOT, "tests/cases/models");
const golden = (name) => join(ROOT, "tests/golden/clip/pictures", name);
const folders = Object.fromEntries((await readdir(CASES)).map((it) => [it, join(CASES, it)]));

/** A page with two pictures that are square, for which a list of two sides is a shortest edge, and a hub. */
async function tank(t) {
  const hub = await serveHub(Object.fromEntries(Object.entries(folders).map(([name, folder]) => [`a/${name}`, folder])));
  t.after(() => hub.stop());
  const opened = await start(t, { hosts: [hub], catalog: DEMO_ONLY });
  opened.allow(/Failed to load resource|net::ERR|CORS/);
  await drop(opened.page, ".frame", [golden("noise.png"), golden("alpha.png")]);
  await settled(opened.page, 2);
  await modelReady(opened.page, DEMO);
  return { ...opened, hub, at: (name) => `${hub.origin}/a/${name}/resolve/main/` };
}

async function pick(page, folder, names) {
  await openModels(page);
  const field = page.locator("details.own").first();
  await field.evaluate((it) => it.setAttribute("open", ""));
  await field.locator("input[type=file]").setInputFiles((names ?? (await readdir(folder))).map((name) => join(folder, name)));
  return field;
}

/** The numbers of both pictures by the model that has just been asked for. */
async function ready(page, title) {
  await page.locator(".model-button[data-load=is-ready]").filter({ hasText: title }).waitFor();
  await closePanel(page);
  await settled(page, 2);
  return numbers(page);
}

const SAME = ["01_logit_scale_shape_1", "02_processor_config_only", "03_sharded", "05_size_as_list", "11_prefix_model", "13_downloaded_twice"];
const OWN = "model.safetensors";

test("what others save is the same model, by files and by address", async (t) => {
  const { page, at } = await tank(t);
  await pick(page, folders["00_control"]);
  const control = await ready(page, OWN);
  for (const name of SAME) {
    await answered(page, "Load", () => pick(page, folders[name]));
    assert.deepEqual(await ready(page, OWN), control, `${name}, by files`);
    // Names that a browser has changed have no address.
    if (name === "13_downloaded_twice") continue;
    await loadAddress(page, at(name));
    assert.deepEqual(await ready(page, name), control, `${name}, by address`);
  }
});

test("30_other_mean_same_weights: pictures are embedded anew, though the weights are the same", async (t) => {
  const { page } = await tank(t);
  await pick(page, folders["00_control"]);
  const control = await ready(page, OWN);
  const before = await asked(page, "EmbedPicture");
  await pick(page, folders["30_other_mean_same_weights"]);
  await page.waitForFunction((before) => globalThis.asked.EmbedPicture >= before + 2, before);
  assert.notDeepEqual(await ready(page, OWN), control);
});

test("two files of a kind are asked about, and one of several that is missing is named", async (t) => {
  const { page } = await tank(t);
  await pick(page, folders["00_control"]);
  const control = await ready(page, OWN);
  const folder = await folderOf(t, {});
  for (const name of await readdir(folders["00_control"])) await copyFile(join(folders["00_control"], name), join(folder, name));
  await copyFile(join(folders["30_other_mean_same_weights"], "preprocessor_config.json"), join(folder, "preprocessor_config (1).json"));
  const field = await pick(page, folder);
  await field.getByText("どれを使いますか").waitFor();
  await field.locator(".several button").nth(1).waitFor();
  assert.deepEqual((await field.locator(".several button").allInnerTexts()).sort(), ["preprocessor_config (1).json", "preprocessor_config.json"]);
  await answered(page, "Load", () => field.getByRole("button", { name: "preprocessor_config.json" }).click());
  assert.deepEqual(await ready(page, OWN), control);

  const sharded = await readdir(folders["03_sharded"]);
  for (const part of ["00001", "00002"]) {
    const again = await pick(page, folders["03_sharded"], sharded.filter((it) => !it.includes(`${part}-of`)));
    await again.locator(".warn").filter({ hasText: `model-${part}-of-00002.safetensors がありません` }).waitFor();
  }
});

test("why an address gives no model is told as what it is", async (t) => {
  const { page, hub, at } = await tank(t);
  for (const [mode, said] of [
    ["missing", /^ファイルがありません/],
    ["gated", /^ファイルがないか、だれでも読めるものではありません/],
    ["page", /^ファイルのかわりにウェブページが届きました/],
    ["closed", /^このサーバーは、ほかのページから読むことを許していません/],
    ["down", /^取り寄せられませんでした/],
  ]) {
    hub.modes.set("config.json", mode);
    await loadAddress(page, at("00_control"));
    const line = page.locator(".panel .fault p").first();
    await line.filter({ hasText: said }).waitFor();
    assert.match(await line.innerText(), /config\.json/, mode);
  }
  // What is missing is the usual file, not the one that was looked for in its place.
  hub.modes.clear();
  hub.modes.set("model.safetensors", "missing");
  await loadAddress(page, at("00_control"));
  await page.locator(".panel .fault p").filter({ hasText: /^ファイルがありません（.*\/model\.safetensors）/ }).first().waitFor();
});
