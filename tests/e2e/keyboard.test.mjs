// For everyone: the whole page by keyboard, results read aloud, narrow windows and large type.
import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, listOf, pictures, settled, start, step, useSamples, still } from "./helpers.mjs";

/** What each step shows once it answers. */
const ANSWERS = [
  "td.numbers", ".card", ".plot-canvas .main-svg, .plot-canvas canvas", ".player", ".odd-row", ".draw-names tbody tr",
];

/** What has the focus, and whether it shows. */
const focus = (page) =>
  page.evaluate(() => {
    const it = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(it);
    const { width, height } = it.getBoundingClientRect();
    const name = it.getAttribute("aria-label") ?? it.innerText?.trim().slice(0, 30);
    return { name, tag: it.tagName, class: it.className, hasRing: outlineStyle !== "none" && parseFloat(outlineWidth) > 0 && width > 1 && height > 1 };
  });

/** Presses `key` until what has the focus matches `selector`; every stop on the way has a ring that can be seen. */
async function go(page, selector, key = "Tab") {
  const way = [];
  for (let at = 0; at < 150; at += 1) {
    await page.keyboard.press(key);
    const stop = await focus(page);
    way.push(stop.name);
    assert.notEqual(stop.tag, "BODY", `the focus is lost on the way to ${selector}: ${way.join(" → ")}`);
    assert(stop.hasRing, `no ring on ${JSON.stringify(stop)}`);
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return stop;
  }
  assert.fail(`${selector} is out of the keyboard's reach: ${way.join(" → ")}`);
}

test("from a fresh page to the detail of a picture and through every step without a mouse", async (t) => {
  const { page } = await start(t);
  await go(page, ".welcome .is-main");
  await page.keyboard.press("Enter");
  const list = await listOf(page, "market");
  await settled(page, list.length);

  // The button is gone with the welcome, but not the place; the rail lies before it. Each step by Enter.
  for (const [at, answer] of ANSWERS.entries()) {
    await go(page, `.rail li:nth-child(${at + 1}) .rail-step`, at === 0 ? "Shift+Tab" : "Tab");
    await page.keyboard.press("Enter");
    await page.locator(answer).first().waitFor();
    // The step stays under the finger: the focus is still on its button.
    assert(await page.evaluate((at) => document.activeElement === document.querySelectorAll(".rail-step")[at], at));
  }
  // What is on the stage can be reached: what is drawn, and by an arrow it is another.
  await go(page, ".morph input[type=range]");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector(".morph input[type=range]").value === "0.01");
  await go(page, ".rail li:nth-child(5) .rail-step", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.locator(".odd-row").first().waitFor();
  // So can the ways to look for odd ones, by arrows as tabs are.
  await go(page, "[role=tab][aria-selected=true]");
  await page.keyboard.press("ArrowRight");
  await page.locator(".pick").waitFor();
  assert(await page.evaluate(() => document.activeElement.matches("[role=tab][aria-selected=true]")));
  await page.keyboard.press("ArrowLeft");
  await page.locator(".odd-row").first().waitFor();

  // The tank is one stop of the Tab key; arrows walk in it, in two directions.
  await go(page, ".cell", "Shift+Tab");
  await counted(page.locator(".cell[tabindex='0']"), 1);
  const at = () => page.evaluate(() => [...document.querySelectorAll(".cell")].indexOf(document.activeElement));
  assert.equal(await at(), 0);
  await go(page, ".cell:nth-child(3)", "ArrowRight");
  await go(page, ".cell:nth-child(2)", "ArrowLeft");
  await page.keyboard.press("ArrowDown");
  const below = await at();
  const columns = await page.evaluate(() => {
    const tops = [...document.querySelectorAll(".cell")].map((it) => it.offsetTop);
    return tops.filter((it) => it === tops[0]).length;
  });
  assert.equal(below, 1 + columns);
  await page.keyboard.press("ArrowUp");
  assert.equal(await at(), 1);
  await page.keyboard.press("End");
  assert.equal(await at(), list.length - 1);
  await page.keyboard.press("Home");
  assert.equal(await at(), 0);

  // Enter selects and the detail opens; it can be walked through; Escape closes it and the focus has not gone.
  for (const key of ["Enter", " "]) {
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press(key);
    await page.locator(".detail").waitFor();
    await page.waitForFunction(() => document.activeElement.getAttribute("aria-selected") === "true");
  }
  // The sheet of the first of the two is there until then.
  await still(page);
  await page.locator(".detail .near").first().waitFor();
  await go(page, ".detail button[aria-label='閉じる']");
  await go(page, ".detail .near");
  await page.keyboard.press("Escape");
  await page.locator(".detail").waitFor({ state: "detached" });
});

test("the search is one key away, and Escape leaves it", async (t) => {
  const { page } = await start(t);
  await useSamples(page);
  await step(page, 2);
  await page.keyboard.press("/");
  await page.waitForFunction(() => document.activeElement.matches(".search input"));
  assert((await focus(page)).hasRing);
  await page.keyboard.type("05");
  await page.waitForFunction(() => document.querySelectorAll(".cell").length === 1);
  // In the field a slash is a slash.
  await page.keyboard.type("/");
  assert.equal(await page.locator(".search input").inputValue(), "05/");
  await page.getByText("「05/」は見つかりません。").waitFor();
  await page.keyboard.press("Escape");
  await still(page);
  assert.equal(await page.locator(".search input").inputValue(), "");
  await page.waitForFunction(() => document.querySelectorAll(".cell").length > 1);
});

test("a panel takes the focus, keeps to the keyboard, and gives the focus back", async (t) => {
  const { page } = await start(t);
  for (const selector of [".privacy-line", ".model-button"]) {
    await go(page, selector);
    await page.keyboard.press("Enter");
    await page.locator(".panel").waitFor();
    assert(await page.evaluate(() => document.querySelector(".panel").contains(document.activeElement)), "the panel has no focus");
    await go(page, ".panel .icon-button");
    await page.keyboard.press("Escape");
    await page.locator(".panel").waitFor({ state: "detached" });
    // Given back as soon as the page can be reached again, a task after the panel has gone.
    await page.waitForFunction((selector) => document.activeElement.matches(selector), selector);
  }
});

test("the first Tab leads past the header, and removing by keyboard keeps the place", async (t) => {
  const { page } = await start(t);
  await page.keyboard.press("Tab");
  assert.deepEqual(await focus(page).then((it) => [it.class, it.hasRing]), ["skip", true]);
  await page.keyboard.press("Enter");
  assert(await page.evaluate(() => document.activeElement.matches("[role=main]")));
  await go(page, ".welcome .is-main");
  const list = await useSamples(page);
  await pictures(page).nth(2).focus();
  await page.keyboard.press("Delete");
  await settled(page, list.length - 1);
  assert(await page.evaluate(() => document.activeElement.matches(".cell")), "the focus went with the picture");
  await page.locator(".undo button").first().focus();
  await page.keyboard.press("Enter");
  await settled(page, list.length);
});

test("results are read aloud as they come", async (t) => {
  const { page } = await start(t);
  await page.evaluate(() => {
    globalThis.heard = [];
    globalThis.times = [];
    const region = document.querySelector(".ikesu .sr[role=status][aria-live=polite]");
    new MutationObserver(() => times.push(performance.now()) && heard.push(region.innerText)).observe(region, { childList: true, characterData: true, subtree: true });
  });
  const list = await useSamples(page);
  await step(page, 2);
  const hears = (text) => page.waitForFunction((text) => heard.some((it) => it.includes(text)), text);
  await hears(`${list.length} 枚の写真に答えが出ました。`);
  await hears("使えます。");
  await hears(`${list.length} 件の地図ができました。`);
  await step(page, 3);
  await hears("5 個の集まりに分けました。");
  // Not every one of sixty pictures by itself.
  const heard = await page.evaluate(() => heard);
  assert(heard.length < 12, heard.join(" / "));
  // A line that the next one replaces at once is heard by nobody.
  const stays = await page.evaluate(() => times.slice(1).map((it, at) => it - times[at]));
  assert(stays.every((it) => it >= 400), stays.join(" / "));
});

/** What reaches beyond the window, and is in nothing that scrolls by itself. */
const beyond = (page) =>
  page.evaluate(() => {
    const found = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > innerWidth) found.push(`the page itself: ${document.documentElement.scrollWidth}`);
    for (const it of document.querySelectorAll(".ikesu *:not(svg *, .sr, .skip, .picker, option)")) {
      const { left, right, width: own, height } = it.getBoundingClientRect();
      if (own < 2 || height < 2 || (right <= width + 1 && left >= -1)) continue;
      let around = it.parentElement;
      while (around && !around.matches(".frame") && getComputedStyle(around).overflowX === "visible") around = around.parentElement;
      if (!around || around.matches(".frame") || around === document.documentElement) found.push(`${it.tagName}.${it.className} ${Math.round(left)}–${Math.round(right)}`);
    }
    return found;
  });

async function unfold(page) {
  await page.locator("details:not([open])").evaluateAll((all) => all.forEach((it) => (it.open = true)));
  await still(page);
}

for (const window of ["small", "zoomed"]) {
  for (const locale of ["ja-JP", "en-US"]) {
    test(`nothing lies beyond a window that is ${window}, in ${locale}`, async (t) => {
      const { page } = await start(t, { window, locale });
      assert.deepEqual(await beyond(page), [], "welcome");
      await useSamples(page);
      for (const [at, answer] of ANSWERS.entries()) {
        await step(page, at);
        await page.locator(answer).first().waitFor();
        await unfold(page);
        assert.deepEqual(await beyond(page), [], `step ${at}`);
      }
      await step(page, 4);
      await page.getByRole("tab").nth(1).click();
      await page.locator(".pick").waitFor();
      await still(page);
      assert.deepEqual(await beyond(page), [], "references");
      await pictures(page).nth(1).click();
      await page.locator(".detail").waitFor();
      await still(page);
      assert.deepEqual(await beyond(page), [], "the detail");
      await page.keyboard.press("Escape");
      for (const selector of [".privacy-line", ".model-button"]) {
        await page.locator(selector).click();
        await page.locator(".panel").waitFor();
        await unfold(page);
        assert.deepEqual(await beyond(page), [], selector);
        await page.keyboard.press("Escape");
        await page.locator(".panel").waitFor({ state: "detached" });
      }
    });
  }
}
