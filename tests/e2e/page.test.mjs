// What a page meets in the world: links that are dropped, sizes that change, paper, phones' pickers, empty lists.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, closePanel, counted, drop, pictures, screenshot, setLabels, settled, start, step, useSamples } from "./helpers.mjs";

const PHOTO = join(ROOT, "tests/golden/clip/pictures/fish.png");

test("dropLink: a link is claimed, and what to do with it is said", async (t) => {
  const { page } = await start(t);
  const claimed = await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/uri-list", "https://example.com/fish.jpg");
    return ["dragenter", "dragover", "drop"].map((type) => {
      const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true });
      document.querySelector(".frame").dispatchEvent(event);
      return event.defaultPrevented;
    });
  });
  assert.deepEqual(claimed, [true, true, true]);
  await page.locator(".notices").getByText("画像をこの端末に保存してから入れてください").waitFor();
  await counted(pictures(page), 0);
});

test("an empty list of names says so in every card, with a way to some", async (t) => {
  const { page } = await start(t);
  await drop(page, ".frame", [PHOTO]);
  await settled(page, 1);
  await setLabels(page, "");
  await closePanel(page);
  const card = page.locator(".card");
  await card.getByText("名前がまだありません").waitFor();
  await card.getByRole("button", { name: "名前を編集" }).click();
  await page.locator(".panel textarea").first().waitFor();
});

test("one photo is not grouped, and the step says how many it takes", async (t) => {
  const { page } = await start(t);
  await drop(page, ".frame", [PHOTO]);
  await settled(page, 1);
  await step(page, 3);
  await page.locator(".step .blank").waitFor();
  assert.match(await page.locator(".step .blank").innerText(), /3/);
  await counted(page.locator(".player"), 0);
});

test("10_hidden: the map follows its element, which may change without the window", async (t) => {
  const { page } = await start(t);
  await useSamples(page);
  await step(page, 2);
  const canvas = page.locator(".plot-canvas");
  await canvas.locator(".main-svg").first().waitFor();
  for (const width of [300, 420]) {
    await page.locator(".plot").evaluate((it, width) => { it.style.width = `${width}px`; }, width);
    await page.waitForFunction((width) => Math.abs(document.querySelector(".plot-canvas .main-svg").getBoundingClientRect().width - width) < 4, width);
  }
});

test("a phone's picker is given no list of kinds, a desktop's is", async (t) => {
  for (const [window, n] of [["phone", 0], ["desktop", 1]]) {
    const { page } = await start(t, { window });
    await counted(page.locator(".welcome input[type=file][accept]"), n);
  }
});

test("the browser is asked to keep what is the person's own, once, and not for samples", async (t) => {
  const init = () => {
    globalThis.n_asked = 0;
    navigator.storage.persisted = async () => false;
    navigator.storage.persist = async () => (globalThis.n_asked += 1) > 0;
  };
  const { page } = await start(t, { init });
  const list = await useSamples(page);
  assert.equal(await page.evaluate(() => n_asked), 0);
  await drop(page, ".frame", [PHOTO]);
  await settled(page, list.length + 1);
  await page.waitForFunction(() => n_asked === 1);
  await drop(page, ".frame", [PHOTO]);
  await settled(page, list.length + 2);
  assert.equal(await page.evaluate(() => n_asked), 1);
});

test("the title speaks the page's language", async (t) => {
  const { page } = await start(t, { locale: "en-US" });
  assert.match(await page.title(), /^Ikesu: play/);
  await page.getByRole("button", { name: "日本語" }).click();
  await page.waitForFunction(() => document.title.startsWith("イケス"));
});

for (const window of ["desktop", "phone"]) {
  test(`on paper there is all of a step and all of the tank, from a ${window}`, async (t) => {
    const { page } = await start(t, { window });
    const list = await useSamples(page);
    await step(page, 4);
    await page.locator(".odd-row").first().waitFor();
    await page.emulateMedia({ media: "print" });
    const cut = await page.evaluate(() => [...document.querySelectorAll(".frame, .stage-room, .side, .tank, .cells")]
      .filter((it) => it.scrollHeight > it.clientHeight + 2 && getComputedStyle(it).overflowY !== "visible").map((it) => it.className));
    assert.deepEqual(cut, []);
    const bottom = await page.locator(".cell").nth(list.length - 1).evaluate((it) => it.getBoundingClientRect().bottom + scrollY);
    assert(bottom <= (await page.evaluate(() => document.documentElement.scrollHeight)) + 1);
    await screenshot(page, `print-${window}`, { fullPage: true });
  });
}

test("the page can be installed", async (t) => {
  const { page } = await start(t);
  const session = await page.context().newCDPSession(page);
  const { errors, manifest } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const { icons } = JSON.parse((await session.send("Page.getAppManifest")).data);
  for (const { src } of icons) assert.equal((await page.request.get(new URL(src, page.url()).href)).status(), 200, src);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // A window in a test is private, and there nothing is installed.
  assert.deepEqual(installabilityErrors.map((it) => it.errorId).filter((it) => it !== "in-incognito"), []);
  assert(manifest !== null);
});
