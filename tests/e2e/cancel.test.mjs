// Stopping in the middle: of many pictures, of a map, of everything; and the way on.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import {
  DEMO_ONLY, ROOT, asked, closePanel, counted, drop, folderOf, loadAddress, modelReady, numbers, openModels, png, pressWhen, serveHub, setLabels, settled, start,
  listOf, step, useSamples, still, withoutVectors,
} from "./helpers.mjs";

const N = 60;

test("many pictures are stopped half way: what is done is usable, and the rest goes on when asked", async (t) => {
  const { page } = await start(t);
  const files = Object.fromEntries(
    Array.from({ length: N }, (_, at) => [`${String(at).padStart(2, "0")}.png`, png(320, 240, (x, y) => [(x * at) % 256, y, at * 4])]),
  );
  const folder = await folderOf(t, files);
  await drop(page, ".frame", Object.keys(files).map((name) => join(folder, name)));
  await page.evaluate(() => {
    globalThis.places = new Set();
    globalThis.place = () => [".stage-room", ".tank", ".cells"].map((it) => document.querySelector(it).getBoundingClientRect().top).join();
    const look = () => {
      // Once all of the first photo is there: its list of names is another.
      if (document.querySelector(".busy") && document.querySelector(".card")) places.add(place());
      requestAnimationFrame(look);
    };
    look();
  });
  const isHalf = "() => document.querySelectorAll('.cell.is-picture:not(.is-waiting, .is-working)').length > 4";
  await pressWhen(page, ".busy:not(.is-stopped) button", isHalf);
  // What was at the worker at that moment may still come to its end.
  await page.waitForFunction(() => !document.querySelector(".cell.is-waiting, .cell.is-working, .busy:not(.is-stopped)"));
  await numbers(page);
  const { done, stopped, said } = await page.evaluate(() => ({
    done: [...document.querySelectorAll("td.numbers")].map((it) => it.textContent),
    stopped: document.querySelectorAll(".cell.is-picture.is-stopped").length,
    said: document.querySelector(".busy.is-stopped .busy-line").innerText,
  }));
  t.diagnostic(`${stopped} of ${N} were stopped`);
  assert(stopped > 0 && stopped < N - 4);
  assert.equal(said, `${stopped} 件を止めてあります。`);
  const isNumber = (it) => /^-?\d\.\d{3} /.test(it);
  assert.equal(done.filter(isNumber).length, N - stopped);
  // The names of those that are done are there.
  await step(page, 1);
  await page.locator(".card .names").first().waitFor();

  await page.locator(".busy.is-stopped button").click();
  await settled(page, N);
  await counted(page.locator(".cell:is(.is-stopped, .is-failed)"), 0);
  const all = await numbers(page);
  assert.equal(all.filter(isNumber).length, N);
  assert.deepEqual(all.filter((_, at) => isNumber(done[at])), done.filter(isNumber));
  // Nothing has moved because something was under way.
  const [busy, idle] = await page.evaluate(() => [[...places], place()]);
  assert.deepEqual(busy, [idle]);
});

test("a map is stopped while it unfolds, and another throw of the dice draws it", async (t) => {
  const { page } = await start(t);
  await useSamples(page);
  await step(page, 2);
  await page.locator(".plot-canvas canvas, .plot-canvas .main-svg").first().waitFor();
  const pressed = pressWhen(page, ".run button");
  await page.getByRole("group", { name: "何を使う？" }).getByRole("button", { name: "両方" }).click();
  await pressed;
  await page.getByText("止めました。設定を変えると、また計算します。").waitFor();
  await counted(page.locator(".run"), 0);
  // What was there before, or as far as it came, can be looked at.
  await page.locator(".plot-canvas canvas").first().waitFor();
  await page.getByRole("button", { name: "さいころをふって" }).click();
  await page.getByText("止めました。").waitFor({ state: "detached" });
  await page.locator(".plot-canvas[aria-label^='153 個の点']").waitFor();
  await page.locator(".run").waitFor({ state: "detached" });
});

test("a load is stopped in the middle of its bytes, and started again it brings the whole model", async (t) => {
  const golden = (name) => join(ROOT, "tests/golden/clip", name);
  const hub = await serveHub({ "large/demo": join(ROOT, "models/demo") });
  t.after(() => hub.stop());
  const { page, allow } = await start(t, { hosts: [hub], catalog: DEMO_ONLY });
  allow(/net::ERR_ABORTED/);
  await drop(page, ".frame", [golden("pictures/fish.png"), golden("pictures/noise.png")]);
  await settled(page, 2);
  const before = await numbers(page);
  hub.modes.set("model.safetensors", "slow");
  const nFetched = () => hub.requests.filter((it) => it.includes("X-Amz-Expires")).length;
  await loadAddress(page, `${hub.origin}/large/demo/resolve/main/`);
  const figure = page.locator(".panel .loading .figure");
  await figure.filter({ hasText: /^[1-9][\d.]* MB \/ / }).waitFor();
  const [done, total] = (await figure.innerText()).match(/[\d.]+(?= MB)/g).map(Number);
  assert(done < total, `${done} of ${total} MB`);
  const cut = page.waitForEvent("requestfailed", (request) => request.url().includes("model.safetensors"));
  await page.locator(".panel .loading").getByRole("button", { name: "中止" }).click();
  // The bytes themselves stop, not only the page's words about them.
  await cut;
  await page.locator(".panel .fault").filter({ hasText: "中止しました。続けるときは、もう一度始めてください。" }).waitFor();
  await counted(figure, 0);
  assert.equal(nFetched(), 1);
  await closePanel(page);
  assert.deepEqual(await numbers(page), before);

  hub.modes.clear();
  await openModels(page);
  await page.locator(".panel").getByRole("button", { name: "もう一度" }).click();
  await modelReady(page, "large/demo");
  assert.equal(nFetched(), 2);
  await counted(page.locator(".panel .fault"), 0);
  await closePanel(page);
  await settled(page, 2);
  // It is the same model by another way, so its vectors are the same.
  assert.deepEqual(await numbers(page), before);
  assert.equal(await asked(page, "Load"), 3);
});

test("pictures and words that are stopped together go on together", async (t) => {
  const opened = await start(t);
  const { page } = opened;
  await withoutVectors(opened);
  const list = await listOf(page, "market");
  await page.locator(".welcome .is-main").click();
  // The first picture is on its way: the words have just been asked for too.
  await pressWhen(page, ".busy:not(.is-stopped) button", "() => document.querySelector('.cell.is-working')");
  await page.locator(".busy.is-stopped").waitFor();
  await page.waitForFunction(() => !document.querySelector(".cell.is-waiting, .cell.is-working"));
  await page.locator(".busy.is-stopped button").click();
  // The line goes before the cells change.
  await page.waitForFunction(() => !document.querySelector(".cell.is-stopped"));
  await settled(page, list.length);
  await counted(page.locator(".cell:is(.is-stopped, .is-failed)"), 0);
  await page.locator(".tab").nth(1).click();
  await still(page);
  await counted(page.locator(".cell.is-word"), 93);
  await counted(page.locator(".cell.is-word:is(.is-stopped, .is-failed, .is-waiting)"), 0);
  await step(page, 1);
  await page.locator(".card .quiz").first().waitFor();
});

test("a picture that is taken out while it is embedded is gone, and comes back when asked", async (t) => {
  const { page } = await start(t);
  const folder = await folderOf(t, Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`${at}.png`, png(640, 480, (x, y) => [x % 256, y % 256, at * 20])])));
  // At each change, not at each frame: a picture may be done before the next.
  const removed = page.evaluate(() => new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const cell = document.querySelector(".cell.is-working");
      if (!cell) return;
      observer.disconnect();
      cell.dispatchEvent(new KeyboardEvent("keydown", { key: "Delete", bubbles: true }));
      resolve();
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  }));
  await drop(page, ".frame", Array.from({ length: 12 }, (_, at) => join(folder, `${at}.png`)));
  await removed;
  await settled(page, 11);
  await page.locator(".undo").getByRole("button", { name: "もとにもどす" }).click();
  await settled(page, 12);
  await counted(page.locator(".cell.is-failed"), 0);
  assert.equal((await numbers(page)).length, 12);
});

test("a list of names may change while pictures are being embedded", async (t) => {
  const { page } = await start(t);
  const folder = await folderOf(t, Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`${at}.png`, png(640, 480, (x, y) => [x % 256, y % 256, at * 8])])));
  await drop(page, ".frame", Array.from({ length: 30 }, (_, at) => join(folder, `${at}.png`)));
  await page.locator(".cell.is-working").first().waitFor();
  await setLabels(page, "サバ | mackerel\nイカ | squid\nタコ | octopus");
  await page.locator(".panel").press("Escape");
  await page.locator(".tab").first().click();
  await settled(page, 30);
  await step(page, 1);
  await still(page);
  const rows = await page.locator(".card").last().locator(".names tbody th").allInnerTexts();
  assert.deepEqual(rows.sort(), ["イカ", "サバ", "タコ"]);
});
