// The four demos in a real browser: samples by one click, real photos, a lost worker, a reload.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import {
  DEMO, DEMO_ONLY, MATERIAL, PHOTO, ROOT, WITHOUT_MATERIAL, asked, closePanel, counted, drop, everyDemo, loadAddress, modelReady, nothingSideways,
  numbers, pictures, screenshot, serveHub, settled, start, step, still, stored, until, useSamples,
  withoutVectors,
} from "./helpers.mjs";

for (const window of ["desktop", "phone"]) {
  test(`one click on the samples answers every demo, on a ${window}`, async (t) => {
    const { page } = await start(t, { window });
    await screenshot(page, `welcome-${window}`);
    const list = await useSamples(page);
    await everyDemo(page, list.length);
    for (const [at, name] of ["vectors", "names", "map", "clusters", "odd", "draw"].entries()) {
      await step(page, at);
      await page.waitForTimeout(600);
      await screenshot(page, `${name}-${window}`);
      // Words in a drawing take room: as elements of HTML they would be there and not be seen.
      if (name === "vectors") assert((await page.locator(".towers text").first().boundingBox())?.width > 0);
      await nothingSideways(page, name);
    }
    await pictures(page).nth(1).click();
    await page.locator(".detail").waitFor();
    await screenshot(page, `detail-${window}`);
  });
}

for (const window of ["desktop", "phone"]) {
  test(`each step begins with its title, wherever the one before was left, on a ${window}`, async (t) => {
    const { page } = await start(t, { window });
    await useSamples(page);
    await step(page, 1);
    await page.locator(".card").nth(20).waitFor();
    for (const [at, title] of [[2, "見える化"], [0, "ベクトルって？"]]) {
      await page.evaluate(() => {
        document.querySelector(".stage-room").scrollTop = 900;
        scrollTo(0, 4000);
      });
      await step(page, at);
      await page.getByRole("heading", { name: title, exact: true }).waitFor();
      await page.waitForFunction(() => {
        const { top } = document.querySelector(".step-head").getBoundingClientRect();
        return top >= 0 && top < innerHeight / 2;
      });
    }
  });
}

test("in English and in the dark the page says the same", async (t) => {
  const { page } = await start(t, { window: "dark", locale: "en-US" });
  await useSamples(page);
  for (const [at, name] of ["vectors", "names", "map", "clusters", "odd", "draw"].entries()) {
    await step(page, at);
    await page.waitForTimeout(600);
    await screenshot(page, `${name}-dark-en`);
    const text = await page.locator(".stage-room").innerText();
    assert(!/[ぁ-ん]{3}/.test(text.replace(/生け簀|わからない|お手本/g, "")), `${name} speaks Japanese: ${text.match(/.{0,20}[ぁ-ん]{3}.{0,20}/)?.[0]}`);
  }
});

test("real photos: upright, with vectors, names and a map", { skip: WITHOUT_MATERIAL }, async (t) => {
  const { page } = await start(t);
  const folder = join(MATERIAL, "photos/seafood");
  const photos = (await readdir(folder)).filter((name) => /\.jpe?g$/.test(name)).map((name) => join(folder, name));
  await drop(page, ".frame", photos);
  await settled(page, photos.length);
  await counted(page.locator(".cell.is-failed"), 0);
  await counted(page.locator(".cell.is-picture img"), photos.length);
  // NFD and NFC names alike are known by the catalog: their true name is hidden until asked for.
  await step(page, 1);
  await still(page);
  assert(await page.getByText("この魚は何だろう？").count());
  await everyDemo(page, photos.length);
  // They have brought a model of photos, so none is offered.
  await modelReady(page, PHOTO);
  await counted(page.locator(".offer"), 0);
  await screenshot(page, "photos-desktop");
});

test("a picture in eight orientations is eight times upright", { skip: WITHOUT_MATERIAL }, async (t) => {
  const { page } = await start(t);
  const folder = join(MATERIAL, "photos/exif");
  const photos = (await readdir(folder)).filter((name) => /^Landscape_\d\.jpg$/.test(name)).map((name) => join(folder, name));
  await drop(page, ".frame", photos);
  await settled(page, photos.length);
  const means = await page.evaluate(async () => {
    const means = [];
    for (const { src } of document.querySelectorAll(".cell.is-picture img")) {
      const bitmap = await createImageBitmap(await (await fetch(src)).blob());
      const canvas = new OffscreenCanvas(8, 8);
      const context = canvas.getContext("2d");
      context.drawImage(bitmap, 0, 0, 8, 8);
      means.push([...context.getImageData(0, 0, 8, 8).data]);
    }
    return means;
  });
  for (const mean of means) {
    const difference = mean.reduce((sum, it, at) => sum + Math.abs(it - means[0][at]), 0) / mean.length;
    assert(difference < 8, `${difference}`);
  }
});

test("a reload loses nothing and computes nothing again; erasing erases", async (t) => {
  const hub = await serveHub({ "tiny/gelu": join(ROOT, "tests/golden/clip/gelu") });
  t.after(() => hub.stop());
  const { page } = await start(t, { hosts: [hub] });
  const list = await useSamples(page);
  await loadAddress(page, `${hub.origin}/tiny/gelu/resolve/main/`);
  await modelReady(page, "tiny/gelu");
  await closePanel(page);
  await settled(page, list.length);
  const labels = () => pictures(page).evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
  const [names, before] = [await labels(), await numbers(page)];
  await stored(page, list.length);
  await page.reload();
  await settled(page, list.length);
  assert.deepEqual(await numbers(page), before);
  assert.equal(await asked(page, "EmbedPicture"), 0);
  await page.waitForFunction((names) => [...document.querySelectorAll(".cell.is-picture")].map((it) => it.ariaLabel).join() === names, names.join());
  // Pictures and names, one record of settings, and the four files of the model.
  assert.deepEqual(await kept(page), { items: list.length + 93, settings: 1, models: 4 });

  await page.getByRole("button", { name: "写真はこの端末から出ません" }).click();
  await page.getByRole("button", { name: "すべて消す" }).click();
  await page.getByRole("button", { name: "消す", exact: true }).click();
  await page.locator(".welcome").waitFor();
  // Nothing is left, and nothing is put back.
  await until(page, "something is left", async () => {
    const { items, models } = await kept(page);
    return items === 0 && models === 0;
  });
  assert.deepEqual(await kept(page), { items: 0, settings: 0, models: 0 });
  await page.reload();
  await page.locator(".welcome").waitFor();
  await counted(pictures(page), 0);
  await page.locator(".model-button").filter({ hasText: DEMO }).waitFor();
});

/** How many records and files the browser keeps for the page. */
async function keptHere() {
  const db = await new Promise((resolve) => { indexedDB.open("ikesu").onsuccess = (event) => resolve(event.target.result); });
  const count = (name) => new Promise((resolve) => { db.transaction(name).objectStore(name).count().onsuccess = (event) => resolve(event.target.result); });
  const [items, settings] = [await count("items"), await count("settings")];
  db.close();
  const models = (await caches.has("ikesu-models")) ? (await (await caches.open("ikesu-models")).keys()).length : 0;
  return { items, settings, models };
}

const kept = (page) => page.evaluate(keptHere);

test("after the first visit everything works without a network", async (t) => {
  const { page, site } = await start(t);
  await useSamples(page);
  await page.locator("html[data-offline=ready]").waitFor({ state: "attached", timeout: 60_000 });
  assert.deepEqual(site.requests.filter((it) => it.includes("models/photo/")), [], "a model that nobody has asked for");
  await site.stop();
  await page.reload();
  await page.locator(".cell.is-picture").first().waitFor();
  await everyDemo(page, 5);
});

test("a worker that dies is started anew and nothing is lost", async (t) => {
  const opened = await start(t, { catalog: DEMO_ONLY });
  const { page } = opened;
  await withoutVectors(opened);
  const list = await useSamples(page);
  const before = await numbers(page);
  const words = await asked(page, "EmbedWords");
  assert.equal(await asked(page, "EmbedPicture"), list.length);
  // The worker's own thread is ended from outside, as a phone does when memory runs out.
  const [worker] = page.workers();
  await worker.evaluate(() => setTimeout(() => { throw new Error("killed by a test"); }));
  await page.locator(".notices li").filter({ hasText: "計算する部分が止まったので、つけなおしました。" }).waitFor();
  await drop(page, ".frame", [join(ROOT, "tests/golden/clip/pictures/fish.png")]);
  await settled(page, list.length + 1);
  await counted(page.locator(".cell.is-failed"), 0);
  assert.deepEqual((await numbers(page)).slice(0, list.length), before);
  assert.equal(await asked(page, "EmbedPicture"), list.length + 1, "pictures were embedded again");
  assert.equal(await asked(page, "EmbedWords"), words, "names were embedded again");
  await everyDemo(page, list.length + 1);
});

test("a camera that is refused says what to do", async (t) => {
  const { page } = await start(t, { camera: false });
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await page.getByRole("button", { name: "カメラでとる" }).first().click();
  await page.getByText("カメラが許可されていません").waitFor();
});

test("another model by address: from a hub, with the old answers staying; then wrong bytes", async (t) => {
  const hub = await serveHub({ "tiny/legacy": join(ROOT, "tests/golden/clip/legacy"), "tiny/gelu": join(ROOT, "tests/golden/clip/gelu") });
  t.after(() => hub.stop());
  const { page, allow } = await start(t, { hosts: [hub] });
  allow(/Failed to load resource|net::ERR/);
  const list = await useSamples(page);
  const load = (name) => loadAddress(page, `${hub.origin}/tiny/${name}/resolve/main/`);
  await load("legacy");
  await modelReady(page, "tiny/legacy");
  await settled(page, list.length);
  await counted(page.locator(".cell.is-failed"), 0);
  // This one reads English only: every name of the catalog has an English one, so none is left without a score.
  await counted(page.locator(".cell.is-word.is-unreadable"), 0);
  hub.modes.set("model.safetensors", "short");
  await load("gelu");
  await page.locator(".panel .fault").filter({ hasText: "ファイル（model.safetensors）が途中で切れています。" }).waitFor();
  await modelReady(page, "tiny/legacy");
  await settled(page, list.length);
});
