// Hosts that give a tank little: frames without an origin, content policies, silent servers, old caches, loud themes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { begin, blogOf, fired, scripted } from "./blog.mjs";
import { DIST, ROOT, counted, pictures, settled, still } from "./helpers.mjs";
import { listen } from "./hosts.mjs";

const SAMPLES = '<ikesu-tank src="samples" demo="map"><p>さかな</p></ikesu-tank>';
const points = ".plot-canvas[aria-label^='60 個の点']";
const notices = ".notices .fault";

test("01_sandbox: the page in a frame without an origin starts, and says once that it keeps nothing", async (t) => {
  const { blog, page } = await blogOf(t, (site) => `<iframe sandbox="allow-scripts" src="${site.url}" width="1000" height="700"></iframe>`);
  await page.goto(blog.url);
  const frame = page.frameLocator("iframe");
  await frame.locator(".welcome .is-main").click();
  await frame.locator(".model-button[data-load=is-ready]").waitFor({ timeout: 60_000 });
  await frame.locator(".rail-step").nth(2).click();
  await frame.locator(points).waitFor({ timeout: 60_000 });
  assert.deepEqual(await frame.locator(notices).evaluateAll((all) => all.map((it) => it.querySelector("p").textContent)),
    ["この端末にしまえませんでした。このまま使えますが、次に開いたときには残っていません。"]);
  await frame.locator(".privacy-line").click();
  await frame.locator(".panel").getByText("いまは、入れたものをこのブラウザーにしまえません").waitFor();
});

test("01_sandbox_element: a tank in a post that has no origin", async (t) => {
  const { blog, files, page, site } = await blogOf(t, () => '<iframe sandbox="allow-scripts" src="/post" width="1000" height="700"></iframe>');
  files["/post"] = files["/"].replace(/<iframe.*/, () => scripted(site, SAMPLES));
  await page.goto(blog.url);
  const frame = page.frameLocator("iframe");
  await frame.locator(".ikesu-poster").click();
  await frame.locator(".model-button[data-load=is-ready]").waitFor({ timeout: 60_000 });
  await frame.locator(points).waitFor({ timeout: 60_000 });
  await counted(frame.locator(notices), 0);
});

test("31_policy: a tank works under the policy that embed.html asks for, and names the directive of a stricter one", async (t) => {
  const { blog, files, page, allow, site } = await blogOf(t, (site) => scripted(site, SAMPLES));
  const post = files["/"];
  const under = async (policy) => {
    // In a body nobody heeds it.
    files["/"] = post.replace("<title>", () => `<meta http-equiv="Content-Security-Policy" content="${policy}"><title>`);
    await page.goto(blog.url);
    await begin(page);
  };
  const works = async () => {
    await fired(page, "done");
    await page.locator(".model-button[data-load=is-ready]").waitFor();
    await page.locator(points).waitFor();
    await counted(page.locator(notices), 0);
  };
  await page.goto(`${site.url}embed.html`);
  const policy = await page.locator("#policy").textContent();
  await under(`default-src 'none'; ${policy.replace("script-src", "script-src 'unsafe-inline'")}`);
  await works();
  await under(`script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' ${site.origin}; worker-src blob:`);
  await works();

  allow(/Content Security Policy/);
  await under(`script-src 'unsafe-inline' 'wasm-unsafe-eval' ${site.origin}; worker-src 'self'`);
  await page.locator(notices).getByText("コンテンツポリシー（worker-src）").waitFor();
  // What has come with its names needs no worker.
  await page.locator(".cell-name").getByText("マダコ").first().waitFor();
  await still(page);
  await counted(page.locator(notices), 1);

  await under(`script-src 'unsafe-inline' ${site.origin}`);
  await page.locator(".ikesu-poster").getByText("コンテンツポリシー（script-src）").waitFor();
});

test("12_list: what has come is shown while a picture keeps silent, which is named and can be stopped", async (t) => {
  const fish = await readFile(join(ROOT, "tests/golden/clip/pictures/fish.png"));
  const host = await listen((request, response) => {
    const cors = { "access-control-allow-origin": "*" };
    const list = ["a", "never", "b"].map((it) => ({ url: `${it}.png`, name: it })).concat({ name: "さば | mackerel" });
    if (request.url === "/list.json") return response.writeHead(200, cors).end(JSON.stringify(list));
    response.writeHead(200, { ...cors, "content-type": "image/png" });
    return request.url === "/never.png" ? response.flushHeaders() : response.end(fish);
  });
  const { blog, page } = await blogOf(t, (site) => scripted(site, `<ikesu-tank src="${host.origin}/list.json" demo="names"></ikesu-tank>`), { hosts: [host] });
  t.after(() => host.stop());
  await page.goto(blog.url);
  await begin(page);
  await page.locator(".busy-line").getByText("1 件を待っています：never").waitFor();
  await pictures(page).nth(1).waitFor();
  await page.locator(".card .names").nth(1).waitFor();
  await page.locator(".busy").getByRole("button", { name: "中止" }).click();
  await page.locator(".busy").waitFor({ state: "detached" });
  await counted(pictures(page), 2);
  await fired(page, "done");
});

test("22_release: scripts that a cache holds from another release are fetched anew with their binaries", async (t) => {
  const { blog, page, allow, site } = await blogOf(t, (site) => scripted(site, '<ikesu-tank src="samples" demo="names"></ikesu-tank>'));
  allow(/404|Failed to load resource|CORS/);
  const old = [];
  for (const name of ["app", "worker"]) {
    const text = await readFile(join(DIST, `${name}.js`), "utf8");
    const body = text.replace(new RegExp(`${name}_bg-\\w+`, "g"), `${name}_bg-0123456789abcdef`).replace(/^(import .*snippets\/)\w+/gm, "$1fedcba9876543210");
    await page.context().route(`${site.url}${name}.js`, (route) => {
      old.push(name);
      return route.fulfill({ body, contentType: "text/javascript", headers: { "access-control-allow-origin": "*" } });
    });
  }
  await page.goto(blog.url);
  await begin(page);
  await fired(page, "done");
  await page.locator(".model-button[data-load=is-ready]").waitFor();
  await page.goto(site.url);
  await page.locator(".welcome .is-main").click();
  await page.locator(".model-button[data-load=is-ready]").waitFor();
  assert.deepEqual([...new Set(old)].sort(), ["app", "worker"]);
});

// What Tailwind's preflight, common themes of blogs and a root whose letters are small do to a post.
const THEMES = {
  "41_preflight": `*,::before,::after{box-sizing:border-box;border:0 solid}img,svg,video,canvas{display:block;vertical-align:middle}img,video{max-width:100%;height:auto}button,input,select,textarea{font:inherit;color:inherit;background:transparent;border-radius:0}ol,ul,menu{list-style:none;margin:0;padding:0}h1,h2,h3,h4{font-size:inherit;font-weight:inherit;margin:0}
    article p{margin:0 0 1.5em}article ul{padding-left:1.5em;margin-bottom:1.5em}article li{margin:.5em 0}article img{border-radius:8px;margin:1.5em auto;box-shadow:0 2px 8px #0003}article table{width:100%;border-collapse:collapse}article td,article th{border:1px solid #ccc;padding:.75em}article a{color:#06c}article h2{font-size:1.8em;margin:2em 0 1em;border-bottom:2px solid #ccc}article button{background:#06c;color:#fff;padding:.6em 1.2em;text-transform:uppercase}article label{display:block;margin-bottom:.5em}article input{width:100%;border:1px solid #ccc;padding:.5em}article pre{background:#eee}article{font-family:serif;line-height:2}`,
  "by class, with small letters": `html{font-size:62.5%}*{margin:0;padding:0}body{font-size:1.6rem;color:#333}
    .post button{background:#06c;padding:.6em 1.2em;text-transform:uppercase;border-radius:99px;letter-spacing:.2em}.post img{border:4px solid red;margin:20px auto;max-width:50%}.post p{margin:0 0 2em;text-indent:1em}.post ul{padding-left:40px;list-style:disc}.post li::before{content:"✔"}.post input[type=range]{width:50px}.post h2{border-left:8px solid green;padding:20px;background:#eee}.post svg{width:80px;height:80px}.post canvas{max-width:100px}.post label{float:left}.post summary{background:yellow}.post details{border:3px dashed}
    .post{font-family:serif;line-height:2;text-align:justify;letter-spacing:.1em;word-break:break-all;white-space:pre-line}`,
};

for (const [name, theme] of Object.entries(THEMES)) {
  test(`${name}: a tank looks as in a plain post`, async (t) => {
    const post = (style) => (site) => `<style>${style} article{width:900px;margin:0 auto}</style>${scripted(site, '<article class="post"><ikesu-tank src="samples" demo="names" lang="ja"></ikesu-tank></article>')}`;
    const { blog, files, page, site } = await blogOf(t, post(""));
    const looks = async () => {
      await page.goto(blog.url);
      await begin(page);
      await fired(page, "done");
      await settled(page, 60);
      await still(page);
      return page.evaluate(() => {
        const root = document.querySelector("ikesu-tank .ikesu");
        const corner = root.getBoundingClientRect();
        return [...root.querySelectorAll("*")].filter((it) => !it.closest(".lines, .sr, [aria-live]") && !it.ownerSVGElement && it.getClientRects().length > 0).map((it) => {
          const { x, y, width, height } = it.getBoundingClientRect();
          const style = getComputedStyle(it);
          const shown = ["display", "color", "background-color", "font", "letter-spacing", "text-transform", "text-align", "text-indent", "border", "border-radius", "box-shadow", "padding", "list-style-type", "white-space", "word-break", "float"];
          return [`${it.localName}.${it.getAttribute("class")}`, [x - corner.x, y - corner.y, width, height].map(Math.round).join(), ...shown.map((one) => style.getPropertyValue(one))].join(" | ");
        });
      });
    };
    const plain = await looks();
    files["/"] = files["/"].replace("<style>", () => `<style>${theme}`);
    const themed = await looks();
    assert(plain.length > 500, `${plain.length} elements`);
    const differing = themed.flatMap((it, at) => (it === plain[at] ? [] : [`${plain[at]}\n  -> ${it}`]));
    assert.deepEqual(differing.slice(0, 5), [], `${differing.length} of ${plain.length} look otherwise, under ${site.url}`);
    assert.equal(themed.length, plain.length);
  });
}
