import { test } from "node:test";
import { start, step, useSamples } from "/work/main/tests/e2e/helpers.mjs";
for (let n = 0; n < 6; n++) test("t"+n, async (t) => {
  const { page } = await start(t);
  await useSamples(page);
  await step(page, 2);
  const cdp = await page.context().newCDPSession(page);
  await page.getByRole("button", { name: /言葉の軸|Words as axes/ }).click();
  await page.waitForFunction(() => document.querySelectorAll(".plot-canvas .annotation-text").length === 4);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: n % 2 ? 4 : 1 });
  for (let i = 0; i < 40; i++) {
    const wait = i * 4;
    await page.evaluate(async (wait) => {
      const set = (at, v) => { const it = document.querySelectorAll(".axis input")[at]; it.value = v; it.dispatchEvent(new InputEvent("input", {bubbles: true})); };
      const blank = async () => { while (!document.querySelector(".plot.is-blank")) await new Promise(r => setTimeout(r, 0)); };
      set(0, "青い"); await new Promise(r => setTimeout(r, wait));
      set(0, ""); set(2, ""); await blank();
      set(0, "青い"); 
    }, wait);
    await page.waitForTimeout(800);
    const got = await page.evaluate(() => [[...document.querySelectorAll(".plot-canvas .annotation-text")].map(it => it.textContent), [...document.querySelectorAll(".fault")].map(it => it.innerText)]);
    if (got[0].length !== 2 || got[1].length) console.log("BAD", n, i, JSON.stringify(got));
    await page.evaluate(() => { const it = document.querySelectorAll(".axis input")[2]; it.value = "丸い"; it.dispatchEvent(new InputEvent("input", {bubbles: true})); });
    await page.waitForTimeout(100);
  }
});
