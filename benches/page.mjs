// Speed and memory of the page in headless Chromium. Started by `cargo xtask bench page` with the folder of an older
// build; prints a table and writes benches/record/page.json. The worker of dist/ is spoken to in its own protocol, and the page of dist/ is used as a
// person would, so what is measured is what ships.
import { createServer } from "node:http";
import { readFile, mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serveSite } from "../tests/e2e/hosts.mjs";
import { firstMinute, isOwn, watch } from "./minute.mjs";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const PICTURES = 10;

const read = (path) => readFile(join(ROOT, path));
const json = async (path) => JSON.parse(await read(path));

/** ViT-B/32 as transformers writes it, with the demo model's tokenizer, for its texts have to end as config.json says. */
async function vitB32() {
  const demo = await json("models/demo/config.json");
  const layers = { num_hidden_layers: 12, hidden_act: "quick_gelu" };
  const { eos_token_id, bos_token_id } = demo.text_config;
  const text = { ...layers, hidden_size: 512, intermediate_size: 2048, num_attention_heads: 8, vocab_size: 49408, max_position_embeddings: 77, eos_token_id, bos_token_id };
  const vision = { ...layers, hidden_size: 768, intermediate_size: 3072, num_attention_heads: 12, image_size: 224, patch_size: 32 };
  const config = { model_type: "clip", architectures: ["CLIPModel"], projection_dim: 512, text_config: text, vision_config: vision };
  const preprocessor = { size: { shortest_edge: 224 }, crop_size: { height: 224, width: 224 }, resample: 3, do_resize: true, do_center_crop: true,
    do_rescale: true, rescale_factor: 1 / 255, do_normalize: true, do_convert_rgb: true, image_mean: [0.48, 0.46, 0.41], image_std: [0.27, 0.26, 0.28] };
  const shapes = { logit_scale: [], "text_projection.weight": [512, 512], "visual_projection.weight": [512, 768],
    "text_model.embeddings.token_embedding.weight": [49408, 512], "text_model.embeddings.position_embedding.weight": [77, 512],
    "vision_model.embeddings.class_embedding": [768], "vision_model.embeddings.patch_embedding.weight": [768, 3, 32, 32],
    "vision_model.embeddings.position_embedding.weight": [50, 768] };
  const norm = (name, d) => Object.assign(shapes, { [`${name}.weight`]: [d], [`${name}.bias`]: [d] });
  const linear = (name, out, d) => Object.assign(shapes, { [`${name}.weight`]: [out, d], [`${name}.bias`]: [out] });
  norm("text_model.final_layer_norm", 512);
  norm("vision_model.pre_layrnorm", 768);
  norm("vision_model.post_layernorm", 768);
  for (const [tower, d] of [["text_model", 512], ["vision_model", 768]]) {
    for (let at = 0; at < 12; at += 1) {
      const layer = `${tower}.encoder.layers.${at}`;
      for (const name of ["q_proj", "k_proj", "v_proj", "out_proj"]) linear(`${layer}.self_attn.${name}`, d, d);
      norm(`${layer}.layer_norm1`, d);
      norm(`${layer}.layer_norm2`, d);
      linear(`${layer}.mlp.fc1`, 4 * d, d);
      linear(`${layer}.mlp.fc2`, d, 4 * d);
    }
  }
  return { config, preprocessor, shapes };
}

/** Serves that model; the weights are made while they are sent, from one megabyte of seeded numbers. */
async function serveModel({ config, preprocessor, shapes }) {
  let end = 0;
  const header = {};
  for (const [name, shape] of Object.entries(shapes)) {
    const bytes = 4 * shape.reduce((a, b) => a * b, 1);
    header[name] = { dtype: "F32", shape, data_offsets: [end, (end += bytes)] };
  }
  const head = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(head.length));
  let state = 12345;
  const noise = new Float32Array(1 << 18).map(() => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32 - 0.5) * 0.06);
  const chunk = Buffer.from(noise.buffer);
  const server = createServer(async (request, response) => {
    const headers = { "access-control-allow-origin": "*" };
    const name = request.url.split("/").pop();
    if (name === "config.json") return response.writeHead(200, headers).end(JSON.stringify(config));
    if (name === "preprocessor_config.json") return response.writeHead(200, headers).end(JSON.stringify(preprocessor));
    if (name === "tokenizer.json") return response.writeHead(200, headers).end(await read("models/demo/tokenizer.json"));
    response.writeHead(200, { ...headers, "content-length": 8 + head.length + end });
    response.write(size);
    response.write(head);
    for (let sent = 0; sent < end; sent += chunk.length) {
      const part = end - sent < chunk.length ? chunk.subarray(0, end - sent) : chunk;
      if (!response.write(part)) await new Promise((resolve) => response.once("drain", resolve));
    }
    response.end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { folder: `http://127.0.0.1:${server.address().port}/`, bytes: 8 + head.length + end, stop: () => server.close() };
}

/** Runs in the browser: a worker, the model, pictures, and an analysis on vectors of its own making. */
async function measure({ base, folder, pictures, analysis }) {
  const module = `import init from "${base}worker.js";
    const { memory } = await init();
    setInterval(() => postMessage({ memory: memory.buffer.byteLength }), 20);`;
  const worker = new Worker(URL.createObjectURL(new Blob([module], { type: "text/javascript" })), { type: "module" });
  let peak = 0;
  let job = 0;
  const waiting = new Map();
  const ready = new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => {
      if (data.memory) return void (peak = Math.max(peak, data.memory));
      const { job, news } = data.head;
      if (news === "Ready") return resolve();
      if (news === "Done" || news.Loaded) waiting.get(job).resolve(data);
      if (news.Failed) waiting.get(job).reject(new Error(news.Failed.detail));
    };
  });
  await ready;
  const ask = (kind, fields, arrays = {}) => {
    job += 1;
    const answer = new Promise((resolve, reject) => waiting.set(job, { resolve, reject }));
    worker.postMessage({ head: { [kind]: { job, ...fields } }, ...arrays }, Object.values(arrays).map((it) => it.buffer));
    return answer;
  };
  const timed = async (work) => {
    const start = performance.now();
    const answer = await work();
    return [performance.now() - start, answer];
  };
  const rows = {};
  const files = { config: `${folder}config.json`, preprocessor: `${folder}preprocessor_config.json`, tokenizer: `${folder}tokenizer.json`,
    weights: [`${folder}${folder.startsWith(base) ? "model.int8" : "model"}.safetensors`], fingerprint: null, is_far: !folder.startsWith(base) };
  [rows.load_ms] = await timed(() => ask("Load", { files }));
  // The worker says how much it has once it rests.
  const rest = () => new Promise((resolve) => setTimeout(resolve, 100));
  await rest();
  rows.memory_after_load = peak;
  const times = [];
  for (const [item, address] of pictures.entries()) {
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
    const [ms, answer] = await timed(() => ask("EmbedPicture", { item }, { bytes }));
    const norm = Math.hypot(...answer.floats);
    if (Math.abs(norm - 1) > 1e-3) throw new Error(`a vector of length ${norm}`);
    times.push(ms);
  }
  rows.picture_ms = times;
  [rows.words_ms] = await timed(() => ask("EmbedWords", { items: [900], texts: ["a red fish"], templates: [] }));
  if (analysis) {
    const [n, d] = [1000, 512];
    let state = 7;
    const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32 - 0.5;
    const centres = Array.from({ length: 10 }, () => Float32Array.from({ length: d }, uniform));
    const floats = new Float32Array(n * d);
    for (let row = 0; row < n; row += 1) {
      for (let at = 0; at < d; at += 1) floats[row * d + at] = centres[row % 10][at] + 0.7 * uniform();
      const norm = Math.hypot(...floats.subarray(row * d, (row + 1) * d));
      for (let at = 0; at < d; at += 1) floats[row * d + at] /= norm;
    }
    const items = Array.from({ length: n }, (_, at) => 10_000 + at);
    // Vectors of another length than the model's have their own data set.
    await ask("Forget", { items: [...pictures.keys(), 900] });
    await ask("Restore", { items }, { floats });
    const umap = { n_neighbors: 15, min_dist: 0.1, spread: 1, n_components: 2, n_epochs: 0, negative_sample_rate: 5, seed: 0 };
    const kmeans = { n_clusters: 10, init: "PlusPlus", n_init: 10, max_iter: 300, tol: 1e-4, seed: 0 };
    rows.umap_ms = [];
    rows.kmeans_ms = [];
    for (let run = 0; run < 3; run += 1) {
      const [ms, map] = await timed(() => ask("Project", { items, params: umap }));
      rows.umap_ms.push(ms);
      // Ten planted groups: nearly every point's nearest on the map must be of its own.
      let own = 0;
      for (let a = 0; a < n; a += 1) {
        let [best, at] = [Infinity, -1];
        for (let b = 0; b < n; b += 1) {
          const distance = (map.floats[2 * a] - map.floats[2 * b]) ** 2 + (map.floats[2 * a + 1] - map.floats[2 * b + 1]) ** 2;
          if (b !== a && distance < best) [best, at] = [distance, b];
        }
        own += at % 10 === a % 10;
      }
      rows.umap_own_group = own / n;
      const [clusterMs, clusters] = await timed(() => ask("Cluster", { items, params: kmeans }));
      rows.kmeans_ms.push(clusterMs);
      rows.kmeans_inertia = clusters.floats.subarray(0, n).reduce((sum, it) => sum + it * it, 0);
    }
  }
  await rest();
  rows.memory_peak = peak;
  worker.terminate();
  return rows;
}

/** The page as a person uses it: samples, every step, a selection, the other language, a reload. */
async function visit(page, url) {
  await page.addInitScript(watch);
  await page.goto(url);
  const idle = () => page.waitForFunction(() => !document.querySelector(".busy, .cell.is-waiting, .cell.is-working"), null, { timeout: 120_000 });
  await page.locator(".welcome .is-main").click();
  await page.locator(".cell.is-picture").first().waitFor();
  await idle();
  for (const at of [0, 1, 2, 3, 4]) {
    await page.locator(".rail-step").nth(at).click();
    await page.waitForTimeout(1500);
  }
  await page.locator(".cell.is-picture").nth(3).click();
  await page.locator(".rail-step").nth(2).click();
  await page.waitForTimeout(1500);
  await page.locator(".switch").first().click();
  await page.waitForTimeout(1500);
  const first = await page.evaluate(() => window.slow);
  await page.reload();
  await page.locator(".cell.is-picture").first().waitFor();
  await idle();
  await page.waitForTimeout(1500);
  const all = [...first, ...(await page.evaluate(() => window.slow))];
  return { plotly: all.filter((it) => !isOwn(it)), own: all.filter(isOwn) };
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

const site = await serveSite({ dir: join(ROOT, "dist") });
const model = await serveModel(await vitB32());
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-background-networking", "--disable-gpu"] });
const page = await browser.newPage();
await page.goto(`${site.url}models/catalog.json`);
const market = join(ROOT, "models/demo/samples/market");
const [list, packed] = [JSON.parse(await readFile(join(market, "samples.json"), "utf8")), await readFile(join(market, "pictures.bin"))];
let end = 0;
const pictures = list.pictures.slice(0, PICTURES).map(({ bytes }) => `data:image/jpeg;base64,${packed.toString("base64", end, (end += bytes))}`);
const demo = await page.evaluate(measure, { base: site.url, folder: `${site.url}models/demo/`, pictures, analysis: true });
const large = await page.evaluate(measure, { base: site.url, folder: model.folder, pictures, analysis: false });
const { own, plotly } = await visit(await browser.newPage(), site.url);
const longest = (tasks) => Math.max(0, ...tasks.map(({ duration }) => duration));
for (const { duration, invoker, sourceURL, at } of own.filter(({ duration }) => duration > 50)) console.log(`over 50 ms: ${duration} ms at ${at} ms, ${invoker}, ${sourceURL}`);
const minute = await firstMinute(browser, join(ROOT, "dist"), process.argv[2]);
const version = browser.version();
await browser.close();
await site.stop();
model.stop();

const MB = 1e6;
const rows = [
  ["demo: load, ms", demo.load_ms],
  ["demo: a picture, ms (median of 10)", median(demo.picture_ms)],
  ["demo: a word, ms", demo.words_ms],
  ["demo: wasm memory, peak, MB", demo.memory_peak / MB],
  ["ViT-B/32 from f32: load, ms", large.load_ms],
  ["ViT-B/32 from f32: a picture, ms (median of 10)", median(large.picture_ms)],
  ["ViT-B/32 from f32: a word, ms", large.words_ms],
  ["ViT-B/32 from f32: wasm memory after loading, MB", large.memory_after_load / MB],
  ["ViT-B/32 from f32: wasm memory, peak, MB (goal: 1200 at most)", large.memory_peak / MB],
  ["UMAP 1,000 x 512, ms (median of 3)", median(demo.umap_ms)],
  ["UMAP: share whose nearest on the map is of its own group", demo.umap_own_group],
  ["K-Means 1,000 x 512, k = 10, n_init 10, ms (median of 3)", median(demo.kmeans_ms)],
  ["K-Means: inertia", demo.kmeans_inertia],
  ["the page's main thread, 60 samples: longest task of our own, ms (goal: 50 at most)", longest(own)],
  ["the page's main thread: longest task of Plotly, its load and first drawing among them, ms", longest(plotly)],
].map(([row, value]) => ({ row, value: Number(value.toPrecision(5)) }));
rows.push(...minute);
for (const { row, value } of rows) console.log(`${row.padEnd(90)}${String(value).padStart(12)}`);
await mkdir(join(ROOT, "benches/record"), { recursive: true });
const machine = `${cpus().length} x ${cpus()[0].model}`;
const record = { date: new Date().toISOString().slice(0, 10), machine, browser: `Chromium ${version}`, rows };
await writeFile(join(ROOT, "benches/record/page.json"), `${JSON.stringify(record, null, 1)}\n`);
