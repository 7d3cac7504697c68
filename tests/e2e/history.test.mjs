// Every step has an address; Back closes a panel, then goes a step back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, settled, start, step, useSamples } from "./helpers.mjs";

const title = (page, name) => page.getByRole("heading", { name, exact: true }).waitFor();
/** Waits until the page has this address, which it takes once the step is shown. */
const address = (page, hash) => page.waitForFunction((hash) => location.hash === hash, hash);

test("Back goes a step back, and Forward a step on", async (t) => {
  const { page } = await start(t);
  await address(page, "#vectors");
  await useSamples(page);
  await step(page, 2);
  await title(page, "見える化");
  await address(page, "#map");
  await step(page, 4);
  await title(page, "変なデータ");
  await address(page, "#odd");
  for (const [name, at] of [["見える化", "#map"], ["名前をあてる", "#names"], ["ベクトルって？", "#vectors"]]) {
    await page.goBack();
    await title(page, name);
    await address(page, at);
  }
  await page.goForward();
  await title(page, "名前をあてる");
});

test("Back closes a panel and stays at the step, and a panel that was closed by hand leaves nothing behind", async (t) => {
  const { page } = await start(t);
  await step(page, 3);
  await title(page, "集まりを見る");
  await address(page, "#clusters");
  await step(page, 4);
  await title(page, "変なデータ");
  const panel = page.locator(".panel");
  await page.locator(".model-button").click();
  await panel.waitFor();
  await page.waitForFunction(() => history.state === "panel");
  await page.goBack();
  await panel.waitFor({ state: "detached" });
  await title(page, "変なデータ");
  await address(page, "#odd");
  for (let at = 0; at < 2; at += 1) {
    await page.locator(".privacy-line").click();
    await panel.waitFor();
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await page.waitForFunction(() => history.state === "page");
  }
  await page.goBack();
  await title(page, "集まりを見る");
});

test("a step that is taken while a panel closes has its own entry", async (t) => {
  const { page } = await start(t);
  await page.getByRole("button", { name: "見本をえらぶ" }).click();
  await page.locator(".panel").getByRole("button", { name: /製造ライン/ }).click();
  await settled(page, 80);
  await title(page, "変なデータ");
  await page.goBack();
  await title(page, "ベクトルって？");
  await counted(page.locator(".panel"), 0);
});

test("a step that changes under an open panel has its own entry once the panel has closed", async (t) => {
  const { page } = await start(t);
  await page.locator(".welcome").getByRole("button", { name: "カメラでとる" }).click();
  await page.waitForFunction(() => document.querySelector("video")?.currentTime > 0);
  await page.locator(".panel").getByRole("button", { name: "とる", exact: true }).click();
  await page.locator(".taken-names li").first().waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => location.hash === "#names" && history.state === "page");
  await page.goBack();
  await title(page, "ベクトルって？");
});

test("a link leads to its step, which what is put in does not leave", async (t) => {
  const { page, site } = await start(t);
  await page.goto("about:blank");
  await page.goto(`${site.url}#clusters`);
  await title(page, "集まりを見る");
  await useSamples(page);
  await title(page, "集まりを見る");
  await page.reload();
  await title(page, "集まりを見る");
  // One that names nothing leads nowhere, but to the page.
  await page.goto("about:blank");
  await page.goto(`${site.url}#nowhere`);
  await title(page, "集まりを見る");
  await address(page, "#clusters");
});

test("inside another page's frame the page leaves that page's history alone", async (t) => {
  const { page, site } = await start(t);
  const length = await page.evaluate(() => history.length);
  await page.evaluate((address) => {
    const frame = Object.assign(document.createElement("iframe"), { src: address, width: 900, height: 700 });
    document.body.replaceChildren(frame);
  }, site.url);
  const frame = page.frameLocator("iframe");
  await frame.locator(".rail-step").nth(2).click();
  await frame.getByRole("heading", { name: "見える化", exact: true }).waitFor();
  assert.equal(await page.evaluate(() => history.length), length);
});
