// Words as sliders: two opposite phrases lay everything out, on a line or on a plane, without UMAP.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, asked, closePanel, counted, keptSettings, nothingSideways, pictures, screenshot, showAll, start, step, still, stored, useSamples } from "./helpers.mjs";

/** A page with the market, at the map by words, which opens with the first two axes that are suggested. */
async function byWords(t, options) {
  const opened = await start(t, options);
  const list = await useSamples(opened.page);
  await step(opened.page, 2);
  await opened.page.getByRole("button", { name: /言葉の軸|Words as axes/ }).click();
  await opened.page.locator(".plot-canvas .main-svg").first().waitFor();
  // The phrases come with the model; each axis then has its two ends.
  await opened.page.waitForFunction(() => document.querySelectorAll(".plot-canvas .annotation-text").length === 4);
  await still(opened.page);
  return { ...opened, list };
}

const axis = (page, at) => page.locator(".axis").nth(at);
const ends = (page) => page.locator(".plot-canvas .annotation-text").allTextContents();

/** The rows of the table behind the plot: name and numbers. */
async function rows(page) {
  const table = page.locator("details.fold").filter({ hasText: /表で見る|As a table/ });
  if (!(await table.getAttribute("open"))) await table.evaluate((it) => it.setAttribute("open", ""));
  await page.locator("table.places tbody tr").first().waitFor();
  await showAll(page);
  return page.locator("table.places tbody tr").evaluateAll((all) => all.map((it) => [...it.querySelectorAll("th, td.figure")].map((it) => it.innerText)));
}

for (const window of ["desktop", "phone"]) {
  test(`a map by words: a plane, a line, free text, on a ${window}`, async (t) => {
    const { page, list } = await byWords(t, { window });
    assert.deepEqual(await ends(page), ["← 赤い", "青い →", "↑ 細長い", "↓ 丸い"]);
    await page.getByRole("img", { name: `${list.length} 個の点の地図` }).waitFor();
    await page.waitForFunction((n) => document.querySelector(".plot-signs").signs?.images.length === n, list.length);
    await screenshot(page, `axes-plane-${window}`);
    await nothingSideways(page);
    // The phrases are in no list of names, and no name was asked for again.
    if (window === "phone") await page.getByRole("button", { name: "さがす" }).click();
    const tabs = page.locator(window === "phone" ? ".panel .tab" : ".tab");
    await tabs.nth(1).click();
    // A long list comes in slices.
    await page.locator(".cell.is-word").nth(92).waitFor();
    await counted(page.locator(".cell.is-word"), 93);
    if (window === "phone") await closePanel(page);
    else await tabs.nth(0).click();

    // Without the second axis it is a line, in whose order the table is.
    await axis(page, 1).getByRole("button", { name: "使わない" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".plot-canvas .annotation-text").length === 2);
    const numbers = (await rows(page)).map((it) => Number(it[1]));
    assert.equal(numbers.length, list.length);
    assert(numbers.every((it, at) => at === 0 || numbers[at - 1] <= it), "in the order of the axis");
    assert.match(await page.locator("table.places thead").innerText(), /赤い ⇄ 青い/);
    await screenshot(page, `axes-line-${window}`);

    // Free text lays out anew, as it is typed.
    const before = await asked(page, "EmbedWords");
    await axis(page, 0).getByRole("textbox").nth(1).fill("黄色い");
    await page.waitForFunction(() => [...document.querySelectorAll(".plot-canvas .annotation-text")].some((it) => it.textContent === "黄色い →"));
    assert(await asked(page, "EmbedWords") > before);
    assert.notDeepEqual((await rows(page)).map((it) => Number(it[1])), numbers);
  });
}

test("what is selected in the tank is ringed on the line, and the way back to UMAP is a click", async (t) => {
  const { page } = await byWords(t);
  await axis(page, 1).getByRole("button", { name: "使わない" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".plot-canvas .annotation-text").length === 2);
  await pictures(page).nth(3).click();
  await page.locator(".detail").waitFor();
  // The fourth of the traces rings what is selected.
  await page.waitForFunction(() => document.querySelector(".plot-canvas").data[3].x.length === 1);
  await answered(page, "Project", async () => {
    await page.getByRole("button", { name: "UMAP" }).click();
    await page.getByRole("button", { name: "2-D" }).click();
  });
  await page.locator(".plot-canvas .main-svg").first().waitFor();
  await page.waitForFunction(() => !document.querySelector(".plot-canvas .annotation-text"));
});

test("the axes are kept over a reload", async (t) => {
  const { page, list } = await byWords(t);
  await axis(page, 0).getByRole("textbox").nth(0).fill("四角い");
  await keptSettings(page, "四角い");
  await stored(page, list.length);
  await page.reload();
  await page.waitForFunction(() => document.querySelector(".plot-canvas .annotation-text")?.textContent === "← 四角い");
});

test("axes by keyboard alone", async (t) => {
  const { page } = await byWords(t);
  const first = axis(page, 0).getByRole("textbox").nth(0);
  await first.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  // The first that is suggested, then the second.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".plot-canvas .annotation-text")?.textContent === "← 丸い");
  assert.equal(await first.inputValue(), "丸い");
});

test("names alone need no picture; in English, by night, the axes are English", async (t) => {
  const { page } = await start(t, { window: "dark", locale: "en-US" });
  await page.getByRole("button", { name: "Names alone", exact: true }).click();
  await page.locator(".step-tip").waitFor();
  await page.getByRole("button", { name: "Words as axes" }).click();
  // Those of one axis come before those of the other.
  await page.locator(".plot-canvas .annotation-text").nth(3).waitFor();
  assert.deepEqual(await ends(page), ["← red", "blue →", "↑ long and thin", "↓ round"]);
  await still(page);
  await screenshot(page, "axes-names-dark-en");
});

test("an empty tank says where to begin", async (t) => {
  const { page } = await start(t);
  await step(page, 2);
  await page.getByRole("button", { name: "言葉の軸" }).click();
  await page.getByText("生け簀はまだ空です。").waitFor();
  // What is begun with is laid out by words at once.
  await page.locator(".blank").getByRole("button", { name: "見本の魚ではじめる" }).click();
  await page.locator(".plot-canvas .annotation-text").first().waitFor({ timeout: 60_000 });
});
