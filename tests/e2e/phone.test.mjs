// On a phone: what adds, what finds and what a step is about are under the thumb and in sight.
import assert from "node:assert/strict";
import { test } from "node:test";
import { join } from "node:path";
import { closePanel, counted, drop, folderOf, pictures, png, pressWhen, screenshot, settled, start, step, until, useSamples } from "./helpers.mjs";

/** Waits until all of an element lies in the window. */
const inSight = (page, locator, what) =>
  until(page, `${what} is out of sight`, async () => {
    const box = await locator.boundingBox();
    const { width, height } = page.viewportSize();
    return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
  });

for (const window of ["phone", "small"]) {
  test(`in every step a photo is two taps away from the tank, with its names in sight, on a ${window} window`, async (t) => {
    const { page } = await start(t, { window });
    const list = await useSamples(page);
    const add = page.getByRole("button", { name: "いれる", exact: true });
    for (let at = 0; at < 6; at += 1) {
      await step(page, at);
      await inSight(page, add, `the button of step ${at}`);
      const { y, height } = await add.boundingBox();
      assert(y > page.viewportSize().height / 2 && height >= 44, `step ${at}: within the thumb's reach`);
    }
    await step(page, 2);
    // The camera has been allowed before: it opens with the panel.
    await add.tap();
    const panel = page.locator(".panel");
    const take = panel.getByRole("button", { name: "とる", exact: true });
    await page.waitForFunction(() => document.querySelector("video")?.currentTime > 0);
    await take.tap();
    const third = panel.locator(".taken-names li").nth(2);
    await third.waitFor();
    await inSight(page, third, "the third name");
    await counted(pictures(page), list.length + 1);
    await screenshot(page, `add-${window}`);
    await closePanel(page);
  });
}

test("before the camera has been allowed nobody is asked for it, and the other ways are there", async (t) => {
  const { page } = await start(t, { window: "phone", camera: false });
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => { throw new Error("asked"); };
  });
  await page.getByRole("button", { name: "いれる", exact: true }).tap();
  const panel = page.locator(".panel");
  await panel.getByRole("button", { name: "カメラをつける" }).waitFor();
  await panel.getByRole("button", { name: "自分の写真をいれる" }).waitFor();
  await panel.getByRole("button", { name: "見本をえらぶ" }).tap();
  await panel.getByRole("button", { name: /製造ライン/ }).tap();
  await settled(page, 80);
});

test("a map in space is turned by a finger from the first tap on it", async (t) => {
  const { page } = await start(t, { window: "phone" });
  await useSamples(page);
  await step(page, 2);
  const turn = page.getByRole("button", { name: "動かす・拡大する" });
  await page.locator(".plot-canvas canvas").first().waitFor();
  assert.equal(await turn.getAttribute("aria-pressed"), "false");
  await page.locator(".plot-canvas").tap({ position: { x: 12, y: 12 } });
  await page.waitForFunction((it) => it.getAttribute("aria-pressed") === "true", await turn.elementHandle());
  await counted(page.locator(".plot.is-still"), 0);
});

test("search and names are one tap away, and what is picked there is shown", async (t) => {
  const { page } = await start(t, { window: "phone" });
  const list = await useSamples(page);
  await step(page, 3);
  await page.getByRole("button", { name: "さがす", exact: true }).tap();
  const panel = page.locator(".panel");
  // A long list comes in slices.
  await panel.locator(".cell").nth(list.length - 1).waitFor();
  await screenshot(page, "find-phone");
  await panel.locator(".tab").nth(1).tap();
  await panel.locator(".cell.is-word").nth(92).waitFor();
  await panel.getByRole("searchbox").fill("ウミタナゴ");
  await page.waitForFunction(() => document.querySelectorAll(".panel .cell").length === 1);
  await panel.locator(".cell").tap();
  await panel.waitFor({ state: "detached" });
  await page.locator(".detail").filter({ hasText: "ウミタナゴ" }).waitFor();
});

test("on a narrow window the search is one key away too", async (t) => {
  const { page } = await start(t, { window: "zoomed" });
  await useSamples(page);
  await page.keyboard.press("/");
  await page.waitForFunction(() => document.activeElement.matches(".panel .search input"));
  await page.keyboard.press("Escape");
});

test("what is under way is told above the strip and what is chosen, over nothing that is pressed", async (t) => {
  const { page } = await start(t, { window: "phone" });
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${at}.png`, png(320, 240, (x, y) => [(x * at) % 256, y, at * 6])]));
  const folder = await folderOf(t, files);
  await drop(page, ".frame", Object.keys(files).map((name) => join(folder, name)));
  await pressWhen(page, ".busy:not(.is-stopped) button", "() => document.querySelectorAll('.cell.is-picture').length > 20");
  const line = page.locator(".busy.is-stopped");
  await line.waitFor();
  const stands = async (below) => {
    await inSight(page, line, "the line");
    const [above, under] = [await line.boundingBox(), await page.locator(below).boundingBox()];
    assert(above.y + above.height <= under.y, `it lies over ${below}`);
  };
  await stands(".shelf");
  await screenshot(page, "busy-phone");
  await pictures(page).first().tap();
  await page.locator(".detail").waitFor();
  await stands(".detail");
  await screenshot(page, "busy-detail-phone");
});

test("the map goes to other apps where pictures can, and is saved where they refuse it", async (t) => {
  const init = () => {
    navigator.canShare = ({ files }) => files.every(({ type }) => type === "image/png");
    navigator.share = async ({ files: [{ name, type, size }] }) => {
      globalThis.given = { name, type, size };
      if (globalThis.refuses) throw new DOMException("no", globalThis.refuses);
    };
  };
  const { page } = await start(t, { window: "phone", init });
  await useSamples(page);
  await step(page, 2);
  await page.locator(".plot-canvas canvas, .plot-canvas .main-svg").first().waitFor();
  const downloads = [];
  page.on("download", (it) => downloads.push(it.suggestedFilename()));
  const share = async () => {
    await page.evaluate(() => { globalThis.given = undefined; });
    await page.getByRole("button", { name: "画像を共有" }).tap();
    await page.waitForFunction(() => globalThis.given);
    const { name, type, size } = await page.evaluate(() => globalThis.given);
    assert.deepEqual([name, type, size > 1000], ["ikesu-map.png", "image/png", true]);
  };
  await share();
  // Who has changed their mind wants no file either.
  await page.evaluate(() => { globalThis.refuses = "AbortError"; });
  await share();
  await page.evaluate(() => { globalThis.refuses = "NotAllowedError"; });
  await share();
  await until(page, "it is not saved", () => downloads.length > 0);
  assert.deepEqual(downloads, ["ikesu-map.png"]);
});
