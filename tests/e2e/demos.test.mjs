// The four demos in a real browser: samples by one click, real photos, bad files, a lost worker, a reload.
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import {
  MATERIAL, ROOT, WITHOUT_MATERIAL, drop, everyDemo, loadAddress, pictures, screenshot, serveHub, settled, start, step, useSamples,
} from "./helpers.mjs";

for (const window of ["desktop", "phone"]) {
  test(`one click on the samples answers every demo, on a ${window}`, async (t) => {
    const { page } = await start(t, { window });
    await screenshot(page, `welcome-${window}`);
    const list = await useSamples(page);
    await everyDemo(page, list.length);
    for (const [at, name] of ["vectors", "names", "map", "clusters", "odd"].entries()) {
      await step(page, at);
      await page.waitForTimeout(600);
      await screenshot(page, `${name}-${window}`);
      // Words in a drawing take room: as elements of HTML they would be there and not be seen.
      if (name === "vectors") assert((await page.locator(".towers text").first().boundingBox())?.width > 0);
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert(width <= 0, `${name}: ${width} px too wide`);
    }
    await pictures(page).nth(1).click();
    await page.locator(".detail").waitFor();
    await screenshot(page, `detail-${window}`);
  });
}

test("in English and in the dark the page says the same", async (t) => {
  const { page } = await start(t, { window: "dark", locale: "en-US" });
  await useSamples(page);
  for (const [at, name] of ["vectors", "names", "map", "clusters", "odd"].entries()) {
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
  assert.equal(await page.locator(".cell.is-failed").count(), 0);
  assert.equal(await page.locator(".cell.is-picture img").count(), photos.length);
  // NFD and NFC names alike are known by the catalog: their true name is hidden until asked for.
  await step(page, 1);
  assert(await page.getByText("この魚は何だろう？").count());
  await everyDemo(page, photos.length);
  // The offer of a photo model stands beside the answers.
  assert.equal(await page.locator(".offer").count(), 1);
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

test("a folder of bad files: the good ones are embedded, each bad one is named", { skip: WITHOUT_MATERIAL }, async (t) => {
  const { page } = await start(t);
  const files = [];
  for (const folder of ["images/bad", "images/formats"]) {
    for (const name of await readdir(join(MATERIAL, folder), { recursive: true, withFileTypes: true })) {
      if (name.isFile()) files.push(join(name.parentPath ?? name.path, name.name));
    }
  }
  const own = await mkdtemp(join(tmpdir(), "ikesu-bad-"));
  t.after(() => rm(own, { recursive: true }));
  await writeFile(join(own, "empty.jpg"), "");
  await writeFile(join(own, "letter.jpg"), "dear fishmonger");
  files.push(join(own, "empty.jpg"), join(own, "letter.jpg"));
  await drop(page, ".frame", files);
  // The tank shows the first two hundred; the tab counts them all.
  const idle = (n) =>
    page.waitForFunction(
      (n) => document.querySelector(".tank")?.innerText.includes(String(n)) && !document.querySelector(".busy") &&
        !document.querySelector(".cell.is-waiting, .cell.is-working"),
      n,
      { timeout: 400_000 },
    );
  await idle(files.length);
  const said = await page.locator(".notices").innerText();
  const shown = await page.locator(".notices li").count();
  const failed = shown + Number(said.match(/ほか (\d+) 件/)?.[1] ?? 0);
  t.diagnostic(`${files.length} files, ${failed} refused`);
  assert(failed > 50 && failed < files.length - 100, `${failed} of ${files.length}`);
  // The worker lives: one more picture gets its vector.
  await drop(page, ".frame", [join(ROOT, "tests/golden/clip/pictures/fish.png")]);
  await idle(files.length + 1);
  await page.locator(".cell.is-picture").first().click();
  await page.locator(".detail").waitFor();
});

test("a reload loses nothing and computes nothing again; erasing erases", async (t) => {
  const { page } = await start(t);
  const list = await useSamples(page);
  const names = await page.locator(".cell.is-picture").evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
  await page.waitForTimeout(1_000);
  await page.reload();
  await settled(page, list.length);
  await page.waitForTimeout(500);
  const again = await page.locator(".cell.is-picture").evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
  assert.deepEqual(again, names);
  await page.getByRole("button", { name: "写真はこの端末から出ません" }).click();
  await page.getByRole("button", { name: "すべて消す" }).click();
  await page.getByRole("button", { name: "消す", exact: true }).click();
  await page.locator(".welcome").waitFor();
  await page.waitForTimeout(1_000);
  await page.reload();
  await page.locator(".welcome").waitFor();
});

test("after the first visit everything works without a network", async (t) => {
  const { page, site } = await start(t);
  await useSamples(page);
  await page.locator("html[data-offline=ready]").waitFor({ state: "attached", timeout: 60_000 });
  await site.stop();
  await page.reload();
  await page.locator(".cell.is-picture").first().waitFor();
  await everyDemo(page, 5);
});

test("a worker that dies is started anew and nothing is lost", async (t) => {
  const { page } = await start(t);
  const list = await useSamples(page);
  // The worker's own thread is ended from outside, as a phone does when memory runs out.
  const [worker] = page.workers();
  await worker.evaluate(() => setTimeout(() => { throw new Error("killed by a test"); }));
  await page.locator(".notices").waitFor();
  await drop(page, ".frame", [join(ROOT, "tests/golden/clip/pictures/fish.png")]);
  await settled(page, list.length + 1);
  assert.equal(await page.locator(".cell.is-failed").count(), 0);
  await everyDemo(page, list.length + 1);
});

test("a snapshot of the camera goes into the tank", async (t) => {
  const { page } = await start(t);
  await page.getByRole("button", { name: "カメラでとる" }).first().click();
  await page.getByRole("button", { name: "とる", exact: true }).click();
  await page.getByRole("button", { name: "生け簀にいれる" }).click();
  await settled(page, 1);
  assert.equal(await page.locator(".cell.is-failed").count(), 0);
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
  await page.waitForTimeout(300);
  await settled(page, list.length);
  assert.equal(await page.locator(".cell.is-failed").count(), 0);
  // This one reads English only: every name of the catalog has an English one, so none is left without a score.
  assert.equal(await page.locator(".cell.is-word.is-unreadable").count(), 0);
  hub.modes.set("model.safetensors", "short");
  await load("gelu");
  await page.locator(".warn, .fault, [role=alert]").filter({ hasText: /./ }).first().waitFor();
  await settled(page, list.length);
});
