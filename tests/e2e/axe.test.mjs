// Nothing that axe-core finds stands in anybody's way: every step and panel, by day and by night, on a desktop and a phone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, WINDOWS, closePanel, open, pictures, serveSite, DIST, start, step, still, useSamples } from "./helpers.mjs";

const AXE = await readFile(join(ROOT, "node_modules/axe-core/axe.min.js"), "utf8");

/** What axe-core finds, in a line each. */
async function violations(page, where) {
  await still(page);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${where}: ${id} ${target}: ${failureSummary.replaceAll(/\s+/g, " ").slice(0, 160)}`));
}

for (const [window, locale] of [["desktop", "ja-JP"], ["dark", "en-US"], ["phone", "ja-JP"], ["small", "en-US"]]) {
  test(`axe-core finds nothing on any step and panel, ${window}, ${locale}`, async (t) => {
    const { page } = await start(t, { window, locale, ...(window === "small" && { colorScheme: "dark" }) });
    await page.evaluate(AXE);
    const found = await violations(page, "welcome");
    const list = await useSamples(page);
    for (let at = 0; at < 6; at += 1) {
      await step(page, at);
      if (at === 2) await page.locator(".plot-canvas .main-svg, .plot-canvas canvas").first().waitFor();
      found.push(...await violations(page, `step ${at}`));
    }
    await step(page, 4);
    await page.getByRole("tab").nth(1).click();
    found.push(...await violations(page, "references"));
    await pictures(page).nth(1).click();
    await page.locator(".detail").waitFor();
    found.push(...await violations(page, "detail"));
    await page.keyboard.press("Escape");
    const isNarrow = WINDOWS[window].isMobile;
    const panels = [".privacy-line", ".model-button", ...(isNarrow ? [".quick .button:first-child", ".quick .button:last-child"] : [".tank-adds .button:nth-of-type(3)", ".tank-adds .button:last-child"])];
    for (const selector of panels) {
      await page.locator(selector).first().click();
      await page.locator(".panel").waitFor();
      found.push(...await violations(page, selector));
      await closePanel(page);
    }
    await step(page, 1);
    if (isNarrow) await page.locator(".quick .button").last().click();
    await page.locator(".tab:visible").nth(1).click();
    await page.getByRole("button", { name: locale === "ja-JP" ? "名前を編集" : "Edit names" }).click();
    await page.locator(".label-row").nth(10).waitFor();
    found.push(...await violations(page, "labels"));
    assert(list.length > 0);
    assert.deepEqual(found, []);
  });
}

test("axe-core finds nothing in embed.html", async (t) => {
  for (const window of ["desktop", "dark", "phone"]) {
    const site = await serveSite({ dir: DIST });
    const { page } = await open(t, { hosts: [site], window });
    // After the window has closed: the frame is fetched until then.
    t.after(() => site.stop());
    await page.goto(`${site.url}embed.html`);
    await page.evaluate(AXE);
    assert.deepEqual(await violations(page, window), []);
  }
});
