// The picture in the README: the map of the sample pictures. Started by `cargo xtask screenshot`.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serveSite } from "./hosts.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const site = await serveSite({ dir: join(root, "dist") });
const flags = ["--no-sandbox", "--disable-background-networking", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: flags });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "ja-JP" });
await page.goto(site.url);
const done = page.evaluate(() => new Promise((resolve) => {
  document.getElementById("ikesu").addEventListener("done", resolve, { once: true });
}));
await page.locator(".welcome .is-main").click();
await done;
await page.locator(".rail-step").nth(2).click();
await page.locator(".plot-canvas canvas").first().waitFor();
await page.waitForTimeout(2000);
await mkdir(join(root, "docs"), { recursive: true });
await page.screenshot({ path: join(root, "docs/screenshot.png") });
await browser.close();
await site.stop();
