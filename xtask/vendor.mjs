// Makes www/vendor/: the two libraries that the page loads when it needs them, each one ES module of its own.
import { build } from "esbuild";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const OUT = "www/vendor";

// Only what is drawn: points on a plane and points in space. `core` brings `scatter` by itself.
const PLOTLY = `
  import Plotly from "plotly.js/lib/core";
  import scatter3d from "plotly.js/lib/scatter3d";
  import ja from "plotly.js/lib/locales/ja";
  Plotly.register([scatter3d, ja]);
  export default Plotly;`;

// Without workers and wasm of its own: every browser that the page is for has CompressionStream.
const ZIP = `
  import * as zip from "@zip.js/zip.js/lib/zip-core-custom.js";
  export { BlobReader, Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from "@zip.js/zip.js/lib/zip-core-custom.js";
  // What it says of bytes that are not those that were written.
  export const DAMAGES = [zip.ERR_INVALID_CRC32, zip.ERR_INVALID_COMPRESSED_DATA, zip.ERR_INVALID_UNCOMPRESSED_SIZE];`;

/** Bundles `source` into `www/vendor/<name>` with the licence of `pkg` at its top. */
async function vendor(name, pkg, source) {
  const { version } = JSON.parse(await readFile(`node_modules/${pkg}/package.json`, "utf8"));
  const licence = (await readFile(`node_modules/${pkg}/LICENSE`, "utf8")).trim();
  const { outputFiles, warnings } = await build({
    stdin: { contents: source, resolveDir: ".", sourcefile: name },
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    platform: "browser",
    target: ["chrome114", "firefox115", "safari16.4"],
    // Plotly is written for bundlers that stand in for node.
    define: { global: "globalThis", "define.amd": "false", "process.env.NODE_DEBUG": "false" },
    // The style sheets belong to map backgrounds, which are not drawn.
    loader: { ".css": "empty" },
    legalComments: "eof",
    banner: { js: `/*! ${pkg} ${version}\n${licence.replaceAll("*/", "* /")}\n*/` },
    logLevel: "warning",
  });
  if (warnings.length > 0) throw new Error(`${pkg}: the bundle is not clean`);
  const [file] = outputFiles;
  await writeFile(`${OUT}/${name}`, file.contents);
  const gz = gzipSync(file.contents, { level: 9 }).length;
  console.log(`${OUT}/${name}: ${pkg} ${version}, ${kb(file.contents.length)}, ${kb(gz)} gzipped`);
}

function kb(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await vendor("plotly.js", "plotly.js", PLOTLY);
await vendor("zip.js", "@zip.js/zip.js", ZIP);
