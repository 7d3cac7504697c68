// CLIP in headless Chromium: the page's towers, candle's, and onnxruntime-web's on the same random weights. Started by
// `cargo xtask bench clip`, which makes everything in the folder that it names; prints a table and writes
// benches/record/clip.json. Peers and ours alternate in one page; a row holds the medians' ratio, and least and most.
import { cpus } from "node:os";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createReadStream, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FOLDER = process.argv[2];
const ROUNDS = Number(process.env.ROUNDS ?? 7);
/** 64 large JPEGs take a while. */
const THROUGHPUT_ROUNDS = Number(process.env.ROUNDS ?? 5);
/** Pictures that transformers.js gets at a time: the fastest of 1, 4 and 8. */
const BATCH = 1;
const PHOTOS = join(ROOT, "../shared/material/photos/seafood");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };

const TEMPLATES = ["{}", "{}の写真", "{}の絵", "大きな{}", "小さな{}", "市場の{}", "海の中の{}"];

/** Of a speed that is not reached. */
const WHY = "i32x4.dot_i16x8_s, the widest exact product of plain SIMD, bounds it: see the row of its peak, and 'The kernels' in ARCHITECTURE.md for what was tried";

const median = (xs) => [...xs].sort((a, b) => a - b)[xs.length >> 1];
const least = (xs) => Math.min(...xs);
const most = (xs) => Math.max(...xs);
const rounded = (x) => Number(x.toPrecision(4));

/** Serves the folder, this one and the photos, isolated, so that peers may have threads. */
function serve() {
  const places = { "/photos/": PHOTOS, "/dist/": join(ROOT, "dist"), "/page.html": fileURLToPath(new URL("page.html", import.meta.url)) };
  return createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
    const prefix = Object.keys(places).find((it) => path.startsWith(it));
    const file = prefix ? join(places[prefix], path.slice(prefix.length)) : join(FOLDER, path);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat?.isFile()) return response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-length": stat.size,
      "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp",
    });
    createReadStream(file).pipe(response);
  });
}

const rows = [];
/** A row that has no goal of its own, or one that `value` reaches when it is at least (or at most) as much. */
function row(name, value, { goal = null, isMost = false, ...more } = {}) {
  const met = goal === null ? null : isMost ? value <= goal : value >= goal;
  const kept = met === null ? { row: name, value: rounded(value) } : { row: name, goal, value: rounded(value), met };
  for (const [key, it] of Object.entries(more)) kept[key] = typeof it === "number" ? rounded(it) : it;
  rows.push(kept);
  console.log(JSON.stringify(kept));
}

/** How many times as fast `ours` is as `peer`: the ratio of medians, and of each round's pair the least and the most. */
function faster(name, found, ours, peer, goal, more = {}) {
  const [a, b] = [found[ours].ms, found[peer].ms];
  const ratios = a.map((it, at) => b[at] / it);
  const ratio = median(b) / median(a);
  row(name, ratio, { goal, ...(ratio < goal && { why: WHY }), min: least(ratios), max: most(ratios), ours_ms: median(a), peer_ms: median(b), ...more });
}

async function main() {
  const server = serve();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  const version = browser.version();
  const fresh = async (run) => {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    page.on("pageerror", (error) => console.error(error));
    await page.goto(`${origin}/page.html`);
    await page.waitForFunction("window.isReady");
    const value = await run(page);
    await page.close();
    return value;
  };
  const names = (await readFile(join(ROOT, "models/names.txt"), "utf8")).split("\n").filter((it) => it && !it.startsWith("#"));
  const labels = names.map((it) => it.split("|")[0].trim()).filter(Boolean).slice(0, 93);
  const pad = JSON.parse(await readFile(join(FOLDER, "b32/config.json"), "utf8")).text_config.eos_token_id;
  const photos = await readdir(PHOTOS).then((all) => all.filter((it) => /\.jpe?g$/.test(it)).map((it) => `photos/${it}`), () => []);

  for (const [model, title, goal] of [["b32", "ViT-B/32", 1.7], ["tiny16", "ViT-8M/16", 1.8]]) {
    const load = (page, name) => page.evaluate((args) => window.ours(...args), [name, model, name === "candle"]);
    const peer = (page, name, threads, text) => {
      const suffix = name === "uint8" ? "_uint8" : "";
      const files = [`${model}_picture${suffix}.onnx`, text ? `${model}_text${suffix}.onnx` : null];
      return page.evaluate((args) => window.peer(...args), [name, ...files, threads]);
    };
    const goals = { uint8: goal, fp32: model === "b32" ? 3.5 : null };
    for (const name of ["uint8", "fp32"]) {
      // A page for each peer: what it has loaded besides slows onnxruntime-web down.
      await fresh(async (page) => {
        await load(page, "int8");
        await peer(page, name, 1, false);
        const found = await page.evaluate(([names, n]) => window.pictures(names, n), [["int8", name], ROUNDS]);
        faster(`${title}, one picture, 1 thread, against onnxruntime-web ${name}`, found, "int8", name, goals[name]);
      });
    }
    await fresh(async (page) => {
      await load(page, "int8");
      await peer(page, "uint8", 1, true);
      const found = await page.evaluate((args) => window.texts(...args), [["int8", "uint8"], labels, TEMPLATES, pad, Math.min(ROUNDS, 5)]);
      const row = `${title}, text tower, ${labels.length} names in ${TEMPLATES.length} templates, against onnxruntime-web uint8, 1 thread`;
      faster(row, found, "int8", "uint8", model === "b32" ? 2 : null, { cosine_of_both: found.uint8.cosine });
    });
    await fresh(async (page) => {
      await load(page, "candle");
      await load(page, "int8");
      await peer(page, "uint8", 1, false);
      const found = await page.evaluate(([names, n]) => window.pictures(names, n), [["candle", "int8", "uint8"], ROUNDS]);
      faster(`${title}, one picture, 1 thread, against candle f32`, found, "int8", "candle", null);
      row(`${title}, random weights: least cosine to f32 over ${ROUNDS} pictures of noise, onnxruntime-web uint8`, found.uint8.cosine);
      const n = Number(process.env.RANDOM ?? 200);
      const cosine = await page.evaluate((args) => window.agreement(...args), ["candle", "int8", n, photos]);
      row(`${title}, random weights: least cosine to f32 over ${n} pictures of noise and ${photos.length} photos`, cosine, { goal: 0.999 });
    });
    for (const name of ["uint8", "fp32"]) {
      await fresh(async (page) => {
        await peer(page, name, 2, false);
        const found = (await page.evaluate(([names, n]) => window.pictures(names, n), [[name], ROUNDS]))[name];
        row(`${title}, one picture, onnxruntime-web ${name}, 2 threads, ms`, median(found.ms), { min: least(found.ms), max: most(found.ms) });
      });
    }
  }

  await fresh(async (page) => {
    const model = "tiny16_outliers";
    await page.evaluate((args) => window.ours(...args), ["candle", model, true]);
    await page.evaluate((args) => window.ours(...args), ["int8", model, false]);
    await page.evaluate((args) => window.peer(...args), ["uint8", `${model}_picture_uint8.onnx`, null, 1]);
    const n = Number(process.env.RANDOM ?? 200);
    const found = await page.evaluate(([names, n]) => window.pictures(names, n), [["candle", "int8", "uint8"], n]);
    row(`ViT-8M/16, 0.5 % of the channels 20 to 60 times the rest: least cosine to f32 over ${n} pictures of noise`, found.int8.cosine, { goal: 0.995, onnxruntime_web_uint8: found.uint8.cosine });
  });

  const jpegs = (await readdir(join(FOLDER, "jpegs"))).sort().map((it) => `jpegs/${it}`);
  await fresh(async (page) => {
    await page.evaluate(() => window.ours("int8", "b32_picture", false));
    const found = await page.evaluate(([paths, n]) => window.jpegs(paths, n), [jpegs.slice(0, 8), ROUNDS]);
    const ratios = found.int8.map((it, at) => it / found.browser[at]);
    row("JPEG of 12 megapixels, bytes to pixel_values, 1 thread: its time against the browser's own decoder and read-back", median(found.int8) / median(found.browser), { goal: 1.2, isMost: true, min: least(ratios), max: most(ratios), ours_ms: median(found.int8), peer_ms: median(found.browser) });
    row("the same, random weights of ViT-B/32: least cosine between what is decoded small and the whole, 8 pictures", found.cosine, { goal: 0.999 });
  });
  await fresh(async (page) => {
    await page.evaluate(() => window.pool("pool of 2", "b32", 2));
    await page.evaluate(([batch]) => window.transformers("transformers.js", 2, batch), [BATCH]);
    const found = await page.evaluate(([names, paths, n]) => window.throughput(names, paths, n), [["pool of 2", "transformers.js"], jpegs, THROUGHPUT_ROUNDS]);
    const more = { pictures_a_second: 1000 * jpegs.length / median(found["pool of 2"].ms), cosine_of_both: found["transformers.js"].cosine };
    faster(`ViT-B/32, ${jpegs.length} JPEGs of 12 megapixels, bytes to vectors, pool of 2, against transformers.js in q8 with 2 threads, ${BATCH} at a time`, found, "pool of 2", "transformers.js", 2, more);
  });
  await fresh(async (page) => {
    await page.evaluate(() => window.pool("pool of 2", "b32", 2));
    await page.evaluate(() => window.pool("pool of 1", "b32", 1));
    const found = await page.evaluate(([names, paths, n]) => window.throughput(names, paths, n), [["pool of 2", "pool of 1"], jpegs, THROUGHPUT_ROUNDS]);
    if (found["pool of 1"].cosine < 1 - 1e-6) throw new Error("two workers make other vectors than one");
    faster(`the same, pool of 2 against pool of 1`, found, "pool of 2", "pool of 1", 1.85);
  });

  const { products, peak, relaxed } = await fresh((page) => page.evaluate((n) => window.products(n), ROUNDS));
  const shares = products.map((it, at) => it / peak[at]);
  row("share of the peak of i32x4.dot_i16x8_s that the products of ViT-B/32 reach", median(products) / median(peak), { goal: 0.6, min: least(shares), max: most(shares), products_gmac_s: median(products), peak_gmac_s: median(peak) });

  row("relaxed SIMD, which is not used: the peak of i32x4.relaxed_dot_i8x16_i7x16_add_s (8 and 7 bits) against that of i32x4.dot_i16x8_s", median(relaxed) / median(peak), { min: least(relaxed.map((it, at) => it / peak[at])), max: most(relaxed.map((it, at) => it / peak[at])), relaxed_gmac_s: median(relaxed), peak_gmac_s: median(peak) });

  const megabytes = await fresh(async (page) => {
    await page.evaluate(() => window.ours("int8", "b32_picture", false));
    return (await page.evaluate(() => window.memory("int8"))) / 1e6;
  });
  // A wasm memory does not shrink: what it has is the most that it ever had.
  row("wasm memory after loading ViT-B/32's picture tower from f32, MB", megabytes, { goal: 130, isMost: true });
  row("the most wasm memory while loading it, MB", megabytes, { goal: 220, isMost: true });

  await browser.close();
  server.close();
  const peers = JSON.parse(await readFile(join(FOLDER, "package.json"), "utf8")).dependencies;
  const record = { date: new Date().toISOString().slice(0, 10), machine: `${cpus()[0].model}, ${cpus().length} cores`, browser: `Chromium ${version}`, peers, rows };
  await writeFile(join(ROOT, "benches/record/clip.json"), `${JSON.stringify(record, null, 2)}\n`);
}

await main();
