// The sample collections: by one click, at once, with vectors that the page would have made itself.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import {
  DEMO_ONLY, ROOT, asked, closePanel, counted, drop, listOf, loadAddress, modelReady, nothingSideways, screenshot, serveHub, settled, start,
  step, still, stored, withoutVectors,
} from "./helpers.mjs";

/** What the first visit offers, beside the market. */
const OTHERS = [
  ["names", "名前だけ", "見える化", 93],
  ["names-and-pictures", "名前と絵", "見える化", 186],
  ["production-line", "製造ライン", "変なデータ", 80],
];

/**
 * Clicks, and gives the milliseconds until everything of the collection is there, pictures and vectors, and until the
 * model is there besides.
 */
async function timed(page, button, n) {
  const ms = page.evaluate((n) => new Promise((resolve) => {
    let start, loaded;
    addEventListener("click", () => (start = performance.now()), { once: true, capture: true });
    const look = () => {
      const cells = [...document.querySelectorAll(".cell.is-picture")];
      const isThere = cells.length === n && cells.every((it) => it.querySelector("img") && !/is-waiting|is-working/.test(it.className));
      // Names have no cell there: that their vectors have come stands for them.
      const hasCome = performance.getEntriesByType("resource").some((it) => it.name.endsWith("/names/vectors.f16"));
      if (start && isThere && hasCome && !document.querySelector(".welcome")) loaded ??= performance.now() - start;
      if (loaded && document.querySelector(".model-button[data-load=is-ready]")) resolve([loaded, performance.now() - start]);
      else requestAnimationFrame(look);
    };
    look();
  }), n);
  await button.click();
  return (await ms).map((it) => it.toFixed(0));
}

for (const window of ["desktop", "phone"]) {
  for (const [name, title, heading, n] of OTHERS) {
    test(`“${name}” comes by one click, at its step, with what to try first, on a ${window}`, async (t) => {
      const { page } = await start(t, { window });
      const list = await listOf(page, name);
      const [loaded, ready] = await timed(page, page.getByRole("button", { name: title, exact: true }), list.length);
      t.diagnostic(`${name}: ${list.length} pictures and all vectors in ${loaded} ms, the model in ${ready} ms`);
      await page.getByRole("heading", { name: heading, exact: true }).waitFor();
      await page.locator(".step-tip").filter({ hasText: title }).waitFor();
      await counted(page.locator(".welcome"), 0, "the first visit is over");
      if (heading === "見える化") {
        await page.getByRole("img", { name: `${n} 個の点の地図` }).waitFor();
        await page.locator(".plot-canvas .main-svg, .plot-canvas canvas").first().waitFor();
      } else {
        await page.locator(".odd-row").first().waitFor();
      }
      await settled(page, list.length);
      await still(page);
      // Not one picture and no name went through the model.
      assert.deepEqual([await asked(page, "EmbedPicture"), await asked(page, "EmbedWords")], [0, 0]);
      await page.waitForTimeout(800);
      await screenshot(page, `samples-${name}-${window}`);
      await nothingSideways(page);
    });
  }
}

test("the market comes by the large button, and is there after a reload", async (t) => {
  const { page } = await start(t);
  const list = await listOf(page, "market");
  assert.equal(list.filter((it) => it.odd).length, 5);
  const [loaded, ready] = await timed(page, page.locator(".welcome .is-main"), list.length);
  t.diagnostic(`market: ${list.length} pictures and all vectors in ${loaded} ms, the model in ${ready} ms`);
  await settled(page, list.length);
  await page.getByRole("heading", { name: "名前をあてる", exact: true }).waitFor();
  await page.locator(".step-tip").waitFor();
  await stored(page, list.length);
  await page.reload();
  await settled(page, list.length);
  assert.equal(await asked(page, "EmbedPicture"), 0);
  await counted(page.locator(".cell.is-picture img"), list.length);
});

test("without the model a collection goes through all steps, and a photo of one's own once it can be had", async (t) => {
  const { page } = await start(t, { catalog: DEMO_ONLY });
  const list = await listOf(page, "market");
  const weights = "**/model.int8.safetensors";
  await page.context().route(weights, (route) => route.abort());
  await page.locator(".welcome .is-main").click();
  await page.locator(".model-button[data-load=is-failed]").waitFor();
  const lack = page.locator(".step .blank").filter({ hasText: "モデルがいります" });
  await page.waitForFunction((n) => document.querySelectorAll(".cell.is-picture:not(.is-waiting, .is-working) img").length === n, list.length);
  await page.locator(".card .name-bar, .card .quiz").first().waitFor();
  await step(page, 2);
  await page.getByRole("img", { name: `${list.length} 個の点の地図` }).waitFor();
  await step(page, 3);
  await page.locator(".player").waitFor();
  await step(page, 4);
  await page.locator(".summary").waitFor();
  await counted(lack, 0);
  await drop(page, ".frame", [join(ROOT, "tests/golden/clip/pictures/fish.png")]);
  await step(page, 1);
  await lack.locator(".fault").filter({ hasText: "取り寄せられませんでした" }).waitFor();
  await page.context().unroute(weights);
  await lack.getByRole("button", { name: "もう一度" }).click();
  await lack.waitFor({ state: "detached" });
  await settled(page, list.length + 1);
  assert.equal(await asked(page, "EmbedPicture"), 1);
});

test("the vectors are those that the page itself would make", async (t) => {
  const found = [];
  for (const isMade of [false, true]) {
    const opened = await start(t);
    const { page } = opened;
    if (isMade) await withoutVectors(opened);
    const list = await listOf(page, "market");
    await page.locator(".welcome .is-main").click();
    await settled(page, list.length);
    await stored(page, list.length);
    assert.equal(await asked(page, "EmbedPicture"), isMade ? list.length : 0);
    let all = [];
    for (let tries = 0; tries < 100 && all.length < list.length + 93; tries += 1) {
      if (tries > 0) await page.waitForTimeout(100);
      all = await page.evaluate(vectors);
    }
    assert.equal(all.length, list.length + 93, "not all vectors are kept");
    found.push(all);
  }
  const [ours, its] = found;
  assert.deepEqual(ours.map(([name]) => name), its.map(([name]) => name));
  const cosines = ours.map(([, a], at) => cosine(a, its[at][1]));
  t.diagnostic(`least cosine of ${cosines.length}: ${Math.min(...cosines)}`);
  assert(Math.min(...cosines) >= 0.9999, `${Math.min(...cosines)}`);
});

/** Names and vectors of what the browser keeps. */
function vectors() {
  return new Promise((resolve) => {
    indexedDB.open("ikesu").onsuccess = ({ target: { result } }) => {
      result.transaction("items").objectStore("items").getAll().onsuccess = ({ target: { result: items } }) => {
        result.close();
        resolve(items.filter((it) => it.vector.length).map((it) => [it.head.name || it.head.label.ja, [...it.vector]]));
      };
    };
  });
}

function cosine(a, b) {
  const dot = (a, b) => a.reduce((sum, it, at) => sum + it * b[at], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

test("over pictures that are there the person is asked: in their place, with a way back, or beside them", async (t) => {
  const { page } = await start(t);
  const [market, line] = [await listOf(page, "market"), await listOf(page, "production-line")];
  await page.locator(".welcome .is-main").click();
  await settled(page, market.length);
  const choose = async (title, answer) => {
    await page.getByRole("button", { name: "見本をえらぶ" }).click();
    await page.locator(".panel .sample").filter({ hasText: title }).click();
    await page.locator(".panel .ask").getByRole("button", { name: answer }).click();
    await page.locator(".panel").waitFor({ state: "detached" });
  };
  await choose("製造ライン", "入れかえる");
  await settled(page, line.length);
  await page.getByRole("heading", { name: "変なデータ", exact: true }).waitFor();
  await page.locator(".undo").getByRole("button", { name: "もとにもどす" }).click();
  await settled(page, line.length + market.length);
  await choose("市場", "いまの写真に足す");
  await settled(page, line.length + 2 * market.length);
});

test("a collection of another model than the one in use is embedded as any picture is", async (t) => {
  const hub = await serveHub({ "tiny/gelu": join(ROOT, "tests/golden/clip/gelu") });
  t.after(() => hub.stop());
  const { page } = await start(t, { hosts: [hub] });
  await loadAddress(page, `${hub.origin}/tiny/gelu/resolve/main/`);
  await modelReady(page, "tiny/gelu");
  await closePanel(page);
  const list = await listOf(page, "market");
  await page.locator(".welcome .is-main").click();
  await settled(page, list.length);
  assert.equal(await asked(page, "EmbedPicture"), list.length);
});

test("a collection that cannot be fetched says so, and may be asked for again", async (t) => {
  const { page, allow } = await start(t);
  allow(/Failed to load resource|net::ERR/);
  await page.route("**/market/samples.json", (route) => route.abort());
  await page.locator(".welcome .is-main").click();
  await page.locator(".notices li").filter({ hasText: "取り寄せられませんでした" }).waitFor();
  await page.unroute("**/market/samples.json");
  await page.locator(".welcome .is-main").click();
  await settled(page, (await listOf(page, "market")).length);
});
