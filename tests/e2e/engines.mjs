// Browsers that are not Chromium, with the little that the smoke asks of one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import puppeteer from "puppeteer-core";
import { Builder, By, Capabilities } from "selenium-webdriver";

/** The engines that may be here: what each needs, and how a window of it is opened, until the test `t` has ended. */
export const ENGINES = {
  Firefox: { needs: { "firefox-esr": program("firefox-esr", "firefox") }, open: firefox },
  WebKit: {
    needs: { "webkit2gtk-driver": program("WebKitWebDriver"), MiniBrowser: miniBrowser(), xvfb: program("Xvfb") },
    open: webkit,
  },
};

function program(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

// Debian keeps it in a folder of its version, off the path.
function miniBrowser() {
  const lib = "/usr/lib/x86_64-linux-gnu";
  const folders = existsSync(lib) ? readdirSync(lib).filter((it) => it.startsWith("webkit2gtk-")) : [];
  return folders.sort().reverse().map((it) => join(lib, it, "MiniBrowser")).find((path) => existsSync(path));
}

async function firefox(t, { "firefox-esr": executablePath }, { width, height }) {
  const browser = await puppeteer.launch({
    browser: "firefox", executablePath, headless: true, extraPrefsFirefox: { "intl.accept_languages": "ja,en" },
  });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.setViewport({ width, height });
  return {
    version: await browser.version(),
    goto: (url) => page.goto(url),
    run: (fn, arg) => page.evaluate(fn, arg),
    async put(selector, paths) {
      await (await page.$(selector)).uploadFile(...paths);
    },
    shot: (path) => page.screenshot({ path }),
    narrow: (size) => page.setViewport(size),
  };
}

/** Sessions of its driver are private: its storage takes no Blob, as in a private window of Safari. */
async function webkit(t, { "webkit2gtk-driver": driverPath, MiniBrowser: binary, xvfb }, { width, height }) {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "ikesu-webkit-"));
  // It says which display it has taken.
  const screen = spawn(xvfb, ["-displayfd", "3", "-screen", "0", "1600x1200x24"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const [number] = await once(screen.stdio[3], "data");
  const env = { ...process.env, DISPLAY: `:${String(number).trim()}`, LIBGL_ALWAYS_SOFTWARE: "1", LANGUAGE: "ja", XDG_CACHE_HOME: folder, XDG_DATA_HOME: folder };
  const driver = spawn(driverPath, [`--port=${port}`], { env, stdio: "ignore" });
  let page;
  t.after(async () => {
    try {
      await page?.quit();
    } finally {
      driver.kill();
      screen.kill();
      // What it leaves behind may still be writing there.
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    }
  });
  await answers(port);
  const wanted = new Capabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary, args: ["--automation"] } });
  page = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(wanted).build();
  await page.manage().setTimeouts({ script: 120_000 });
  await page.manage().window().setRect({ width, height });
  const capabilities = await page.getCapabilities();
  return {
    version: `${capabilities.get("browserName")} ${capabilities.get("browserVersion")}`,
    goto: (url) => page.get(url),
    async run(fn, arg) {
      const script = `const [arg, done] = arguments;
        Promise.resolve().then(() => (${fn})(arg)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = await page.executeAsyncScript(script, arg);
      if (error) throw new Error(error);
      return value ?? undefined;
    },
    async put(selector, paths) {
      await page.findElement(By.css(selector)).sendKeys(paths.join("\n"));
    },
    // Its window cannot be as narrow as a phone's; a frame can.
    async narrow(_size, framed) {
      await page.get(framed);
      await page.switchTo().frame(0);
    },
    shot: async (path) => writeFile(path, await page.takeScreenshot(), "base64"),
  };
}

/** A port that nobody listens on. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(port) {
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const isThere = await fetch(`http://127.0.0.1:${port}/status`).then((it) => it.ok, () => false);
    if (isThere) return;
    if (Date.now() > end) throw new Error(`no driver answers at port ${port}`);
  }
}
