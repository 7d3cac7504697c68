// Photos: the first one brings its model and its list of names; lists are changed by a click, and kept.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import {
  MATERIAL, PHOTO, WITHOUT_MATERIAL, asked, closePanel, counted, drop, everyDemo, modelReady, nothingSideways, pictures, setLabels, settled,
  showAll, start, step, still, until,
} from "./helpers.mjs";

const WEIGHTS = "models/photo/model.safetensors";
const everyday = (...names) => names.map((name) => join(MATERIAL, "photos/everyday", name));
const SEEN = { "000.jpg": "ネコ", "001.jpg": "イヌ", "016.jpg": "ピザ", "060.jpg": "パンダ" };

/** A promise, and what keeps it. */
function gate() {
  let open;
  const promise = new Promise((resolve) => (open = resolve));
  return { promise, open };
}

/** The first name of each picture, as its card has it. */
async function firstNames(page) {
  await step(page, 1);
  await showAll(page);
  return page.locator(".card").evaluateAll((all) => all.map((it) => it.querySelector("table.names tbody th")?.innerText));
}

const list = (page, name) => page.getByRole("group", { name: "名前のリスト" }).getByRole("button", { name, exact: true });

for (const window of ["desktop", "phone"]) {
  test(`the first photos bring a model that names them, and what is kept needs no network, on a ${window}`, { skip: WITHOUT_MATERIAL }, async (t) => {
    const weights = gate();
    const { page, site } = await start(t, { window, held: { [WEIGHTS]: weights.promise } });
    await drop(page, ".frame", everyday(...Object.keys(SEEN)));
    await page.locator(".model-button[data-load=is-running]").filter({ hasText: PHOTO }).waitFor();
    await counted(page.locator(".cell.is-picture.is-ready"), 0);
    weights.open();
    await settled(page, 4);
    await modelReady(page, PHOTO);
    assert.deepEqual(await firstNames(page), Object.values(SEEN));
    await counted(page.locator(".offer"), 0);
    await nothingSideways(page);
    await everyDemo(page, 4);
    await page.locator("html[data-offline=ready]").waitFor({ state: "attached", timeout: 60_000 });

    await site.stop();
    await page.reload();
    await settled(page, 4);
    assert.deepEqual(await firstNames(page), Object.values(SEEN));
    await drop(page, ".frame", everyday("062.jpg"));
    await settled(page, 5);
    assert.equal((await firstNames(page)).at(-1), "ゴリラ");
  });
}

test("a model that is stopped on its way says so, and comes when it is asked for again", { skip: WITHOUT_MATERIAL }, async (t) => {
  const weights = gate();
  const { page } = await start(t, { held: { [WEIGHTS]: weights.promise } });
  await drop(page, ".frame", everyday("000.jpg"));
  await page.locator(".model-button[data-load=is-running]").waitFor();
  await page.locator(".model-button").click();
  await page.locator(".panel .loading").getByRole("button", { name: "中止" }).click();
  await page.locator(".model-button[data-load=is-failed]").waitFor();
  weights.open();
  await page.locator(".panel").getByRole("button", { name: "もう一度" }).click();
  await modelReady(page, PHOTO);
  await page.keyboard.press("Escape");
  await settled(page, 1);
  assert.deepEqual(await firstNames(page), ["ネコ"]);
});

test("a list of names is changed by a click, and each is kept as it was left", { skip: WITHOUT_MATERIAL }, async (t) => {
  const { page } = await start(t);
  await drop(page, ".frame", everyday("000.jpg", "016.jpg"));
  await settled(page, 2);
  const names = await firstNames(page);
  assert.deepEqual(names, ["ネコ", "ピザ"]);
  assert.equal(await list(page, "身のまわり").getAttribute("aria-pressed"), "true");
  const n = await asked(page, "EmbedPicture");

  await list(page, "魚の名前").click();
  await page.getByText("このモデルは、魚の種類までは知りません。").waitFor();
  await settled(page, 2);
  assert.equal(await page.locator(".tab .count").nth(1).innerText(), "93");
  // Neither is a fish, and what is on no list is nearer.
  const unknown = page.locator(".card .unknown");
  await counted(unknown, 2);
  await page.locator(".card").getByText(/^リストにない「ネコ」（0\.\d{3}）のほうが近いので/).waitFor();
  const tick = page.getByRole("checkbox", { name: "リストのどれでもないこともある" });
  await tick.uncheck();
  await counted(unknown, 0);
  await tick.check();
  await counted(unknown, 2);

  await list(page, "自分のリスト").click();
  await counted(page.locator(".card table.names"), 0);
  await page.locator(".card").first().getByRole("button", { name: "名前を編集" }).click();
  const row = page.locator(".panel form.label-row");
  await row.getByRole("textbox", { name: "日本語" }).fill("うちのネコ");
  await row.getByRole("textbox", { name: "英語" }).fill("cat");
  await row.getByRole("button").click();
  await page.keyboard.press("Escape");
  await page.locator(".card table.names tbody th").first().waitFor();
  await still(page);
  assert.deepEqual(await firstNames(page), ["うちのネコ", "うちのネコ"]);

  await list(page, "身のまわり").click();
  await page.waitForFunction(() => document.querySelectorAll(".tab .count")[1].innerText === "331");
  await settled(page, 2);
  assert.deepEqual(await firstNames(page), names);
  await page.reload();
  await settled(page, 2);
  await step(page, 1);
  await list(page, "自分のリスト").click();
  await page.locator(".card table.names tbody th").first().waitFor();
  await settled(page, 2);
  assert.deepEqual(await firstNames(page), ["うちのネコ", "うちのネコ"]);
  assert.equal(n, 2);
  assert.equal(await asked(page, "EmbedPicture"), 0, "a list changes no picture's vector");
  await counted(pictures(page), 2);
});

for (const window of ["desktop", "phone"]) {
  test(`a name is taught by an example, counts at once, is kept and taken back, on a ${window}`, { skip: WITHOUT_MATERIAL }, async (t) => {
    const { page } = await start(t, { window });
    await drop(page, ".frame", everyday("000.jpg", "054.jpg", "056.jpg"));
    await settled(page, 3);
    const before = await firstNames(page);
    const card = (at) => page.locator(".card").nth(at);
    const first = (name) => page.waitForFunction((name) => {
      const names = [...document.querySelectorAll(".card")].map((it) => it.querySelector("table.names tbody th")?.innerText);
      return names[0] === "ネコ" && names[2] === name;
    }, name);
    const teach = card(1).getByRole("button", { name: "これは…" });
    await teach.click();
    // What it may be is offered; what is written narrows it down, in either kana.
    assert.equal(await card(1).locator(".teach-names .chip").first().innerText(), before[1]);
    const other = card(1).getByRole("textbox", { name: "ほかの名前" });
    await other.fill("ねこ");
    await card(1).locator(".teach-names").getByRole("button", { name: "ネコ", exact: true }).waitFor();
    await other.fill("うちの子");
    await counted(card(1).locator(".teach-names .chip"), 0);
    await nothingSideways(page);
    await other.press("Enter");
    await card(1).getByText("「うちの子」のお手本").waitFor();
    await first("うちの子");
    await card(2).getByText("印の名前はお手本から。言葉だけなら、うちの子 読めません").waitFor();
    await counted(page.locator(".taught-names .tiles li"), 1);
    await nothingSideways(page);

    await page.reload();
    await settled(page, 3);
    await step(page, 1);
    await first("うちの子");
    if (window === "desktop") {
      await card(2).locator(".card-picture").dragTo(page.locator(".taught-names > ul > li"));
    } else {
      await card(2).getByRole("button", { name: "これは…" }).click();
      await card(2).locator(".teach-names .chip").first().click();
    }
    await counted(page.locator(".taught-names .tiles li"), 2);
    await page.locator(".undo").getByRole("button", { name: "もとにもどす" }).click();
    await counted(page.locator(".taught-names .tiles li"), 1);
    await page.getByRole("button", { name: "「うちの子」のお手本をやめる" }).click();
    await first(before[2]);
    await counted(page.locator(".taught-names"), 0);
  });
}

test("a Japanese name is looked up for a model that reads English, by a dictionary that is fetched only then", { skip: WITHOUT_MATERIAL }, async (t) => {
  const { page, site } = await start(t);
  await drop(page, ".frame", everyday("000.jpg", "016.jpg"));
  await settled(page, 2);
  const fetched = () => site.requests.filter((it) => it.includes("/models/ja/")).length;
  assert.equal(fetched(), 0);
  await setLabels(page, "ピザ\nねこ\nぬぬぬ\nアルマジロ | armadillo");
  await until(page, "no dictionary is fetched", () => fetched() === 1);
  const panel = page.locator(".panel");
  await panel.getByRole("button", { name: "表で編集" }).click();
  await panel.getByText("JMdict").waitFor();
  const english = panel.locator(".label-rows").getByRole("textbox", { name: /^英語 \d$/ });
  await still(page);
  const shown = await english.evaluateAll((all) => all.map((it) => [it.value, it.placeholder]));
  assert.deepEqual(shown, [["", "pizza"], ["", "cat"], ["", "英語"], ["armadillo", "英語"]]);
  await closePanel(page);
  await counted(page.locator(".cell.is-unreadable"), 1);
  assert.deepEqual(await firstNames(page), ["ねこ", "ピザ"]);
  await page.reload();
  await settled(page, 2);
  assert.deepEqual(await firstNames(page), ["ねこ", "ピザ"]);
});
