// The page starts, wherever it is put.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DIST, nothingSideways, open, screenshot, serveSite } from "./helpers.mjs";

for (const base of ["/", "/blog/ikesu/"]) {
  for (const window of ["desktop", "phone"]) {
    test(`the page starts at ${base} on a ${window}`, async (t) => {
      const site = await serveSite({ dir: DIST, base });
      const { page } = await open(t, { hosts: [site], window });
      t.after(() => site.stop());
      await page.goto(site.url);
      await page.locator("#shell").waitFor({ state: "detached" });
      assert.notEqual((await page.locator("#ikesu").innerText()).trim(), "");
      await screenshot(page, `smoke-${window}`);
      // Nothing but the page itself is loaded before it is needed, and what the first picture needs in idle time.
      await page.waitForLoadState("networkidle");
      const late = /plotly|zip\.js|metrics|samples/;
      assert.deepEqual(site.requests.filter((request) => late.test(request)), []);
      // Nothing sideways: the page fits a phone.
      await nothingSideways(page);
    });
  }
}
