// The camera: which one, take and retake, off when nobody looks or it stops, and the way round it.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, closePanel, counted, pictures, settled, start } from "./helpers.mjs";

/** Notes every stream that the page opens. */
const watch = (page) =>
  page.evaluate(() => {
    globalThis.streams = [];
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      streams.push({ wanted, stream });
      return stream;
    };
  });

const states = (page) => page.evaluate(() => streams.map(({ stream }) => stream.getTracks()[0].readyState));

async function camera(t, options) {
  const opened = await start(t, options);
  await watch(opened.page);
  await opened.page.getByRole("button", { name: "カメラでとる" }).first().click();
  const panel = opened.page.locator(".panel");
  await panel.getByRole("button", { name: "とる", exact: true }).waitFor();
  return { ...opened, panel };
}

/** Pretends that the person looks at another tab, or comes back. */
const hide = (page, hidden) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (hidden ? "hidden" : "visible") });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, hidden);

test("the camera that looks away is asked for first, and another can be chosen", async (t) => {
  const { page, panel } = await camera(t);
  assert.deepEqual(await page.evaluate(() => streams[0].wanted.video), { facingMode: { ideal: "environment" } });
  const field = panel.getByRole("combobox", { name: "カメラをえらぶ" });
  await field.waitFor();
  const options = await field.locator("option").evaluateAll((all) => all.map((it) => ({ id: it.value, label: it.label })));
  assert.equal(options.length, 2);
  for (const { label } of options) assert.match(label, /fake_device_\d/);
  const id = (at) => page.evaluate((at) => streams[at].stream.getTracks()[0].getSettings().deviceId, at);
  const other = options.find((it) => it.id !== options[0].id).id;
  await field.selectOption(other);
  await page.waitForFunction(() => streams.length === 2);
  await panel.getByRole("button", { name: "とる", exact: true }).waitFor();
  assert.equal(await id(1), other);
  assert.deepEqual(await states(page), ["ended", "live"], "the first camera is still on");
  await page.locator("video").evaluate((it) => it.readyState >= 2 || new Promise((resolve) => it.addEventListener("loadeddata", resolve)));
  // The field goes on saying which one it is.
  await field.locator("option").nth(1).waitFor({ state: "attached" });
  assert.equal(await field.inputValue(), other);
});

test("what is taken is in the tank at once with its names, and can be taken again", async (t) => {
  const { page, panel } = await camera(t);
  const take = panel.getByRole("button", { name: "とる", exact: true });
  await page.waitForFunction(() => document.querySelector("video").currentTime > 0);
  await take.click();
  await panel.locator(".taken-names li .figure").nth(2).waitFor();
  assert.match(await pictures(page).getAttribute("aria-label"), /^camera-[\dT-]+\.jpg/);
  // It goes on seeing.
  assert(await page.locator("video").evaluate((it) => !it.paused));
  await panel.getByRole("button", { name: "とりなおす" }).click();
  await panel.locator(".taken").waitFor({ state: "detached" });
  await counted(pictures(page), 0);
  // Two of one second are two files.
  await take.click();
  await take.click();
  await settled(page, 2);
  const names = await pictures(page).evaluateAll((all) => all.map((it) => it.getAttribute("aria-label").split(".jpg")[0]));
  assert.equal(new Set(names).size, 2);
  await closePanel(page);
  assert.deepEqual(await states(page), ["ended"], "the camera is on after its panel has closed");
  await pictures(page).first().click();
  await page.locator(".detail-title").filter({ hasText: "640 × 480" }).waitFor();
});

test("a camera that stops by itself says so, and nothing black is taken of it", async (t) => {
  const { page, panel } = await camera(t);
  await page.evaluate(() => {
    const [track] = streams[0].stream.getTracks();
    // As when it is pulled out; `stop` alone tells nobody.
    track.stop();
    track.dispatchEvent(new Event("ended"));
  });
  await panel.getByText("カメラが止まりました").waitFor();
  await panel.getByRole("button", { name: "カメラをつける" }).click();
  const take = panel.getByRole("button", { name: "とる", exact: true });
  await take.waitFor();
  // A browser that does not tell: the track is dead all the same.
  await page.evaluate(() => streams[1].stream.getTracks()[0].stop());
  await take.click();
  await panel.getByText("カメラが止まりました").waitFor();
  await counted(pictures(page), 0);
});

test("the camera goes off when the page is hidden, and on when asked", async (t) => {
  const { page, panel } = await camera(t);
  assert.deepEqual(await states(page), ["live"]);
  await hide(page, true);
  await page.waitForFunction(() => streams[0].stream.getTracks()[0].readyState === "ended");
  await hide(page, false);
  await panel.getByRole("button", { name: "カメラをつける" }).click();
  await panel.getByRole("button", { name: "とる", exact: true }).waitFor();
  assert.deepEqual(await states(page), ["ended", "live"]);
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  assert.deepEqual(await states(page), ["ended", "ended"]);
});

test("closing the panel while the person is being asked leaves no camera on", async (t) => {
  const { page } = await start(t);
  await page.evaluate(() => {
    globalThis.streams = [];
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    globalThis.answer = new Promise((resolve) => (globalThis.agree = resolve));
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      await globalThis.answer;
      const stream = await open(wanted);
      streams.push({ wanted, stream });
      return stream;
    };
  });
  await page.getByRole("button", { name: "カメラでとる" }).first().click();
  await page.getByText("カメラを待っています").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".panel").waitFor({ state: "detached" });
  await page.evaluate(() => agree());
  await page.waitForFunction(() => streams.length === 1 && streams[0].stream.getTracks()[0].readyState === "ended");
});

for (const [why, name, words] of [
  ["there is none", "NotFoundError", "カメラが見つかりません"],
  ["another app holds it", "NotReadableError", "ほかのアプリが使っていたら"],
  ["nobody knows why", "TypeError", "カメラをつけられませんでした"],
  ["the page did not come by https", "", "https でないページでは"],
]) {
  test(`without a camera, for ${why}, the device's own camera app stands in`, async (t) => {
    const { page } = await start(t, { window: "phone" });
    await page.evaluate((name) => {
      if (name) navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", name));
      else Object.defineProperty(navigator, "mediaDevices", { value: undefined });
    }, name);
    await page.getByRole("button", { name: "カメラでとる" }).first().click();
    await page.locator(".panel").getByText(words).waitFor();
    const field = page.locator(".panel input[type=file][capture=environment]");
    assert.equal(await field.getAttribute("accept"), "image/*");
    const choosing = page.waitForEvent("filechooser");
    await page.locator(".panel").getByRole("button", { name: "端末のカメラアプリでとる" }).click();
    await (await choosing).setFiles(join(ROOT, "tests/golden/clip/pictures/fish.png"));
    await page.locator(".panel").waitFor({ state: "detached" });
    await settled(page, 1);
    await counted(page.locator(".cell.is-failed"), 0);
  });
}
