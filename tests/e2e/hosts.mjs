// Hosts for static files: the page under any path, and another person's blog.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, relative, sep } from "node:path";

/** What kind of file is told by the end of its name. */
export const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
};

/**
 * Serves `dir` under `base`, as a plain static host does: ETag, no redirects but the missing slash, CORS `*`.
 * `dir` may be exchanged while it runs: that is a new release. `override` gives other text for a path inside `dir`,
 * `held` a promise that it waits for.
 */
export async function serveSite({ dir, base = "/", override = {}, held = {} }) {
  const site = await listen(async (request, response) => {
    const { pathname } = new URL(request.url, site.origin);
    if (`${pathname}/` === base) return send(response, 308, "", { location: base });
    if (!pathname.startsWith(base)) return send(response, 404, "not here");
    let file = normalize(join(site.dir, decodeURIComponent(pathname.slice(base.length))));
    if (file !== site.dir && !file.startsWith(site.dir + sep)) return send(response, 404, "not here");
    if (file === site.dir || pathname.endsWith("/")) file = join(file, "index.html");
    const name = relative(site.dir, file).replaceAll(sep, "/");
    await held[name];
    const other = override[name];
    const bytes = other ? Buffer.from(other) : await readFile(file).catch(() => undefined);
    if (!bytes) return send(response, 404, "not found");
    const headers = {
      "content-type": TYPES[extname(file).toLowerCase()] ?? "application/octet-stream",
      "access-control-allow-origin": "*",
      "cache-control": "no-cache",
      etag: `"${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}"`,
    };
    if (request.headers["if-none-match"] === headers.etag) return send(response, 304, "", headers);
    send(response, 200, bytes, headers);
  });
  site.dir = normalize(dir).replace(/[/\\]$/, "");
  site.url = site.origin + base;
  return site;
}

/**
 * Serves what `files` says, by path: a string is a page of HTML, `{ file }` a file of the disk. Its pictures may be
 * fetched from elsewhere, as on a host that allows embedding.
 */
export async function serveBlog(files) {
  const blog = await listen(async (request, response) => {
    const entry = files[decodeURIComponent(new URL(request.url, blog.origin).pathname)];
    const cors = { "access-control-allow-origin": "*" };
    if (entry === undefined) return send(response, 404, "not found", cors);
    if (typeof entry === "string") return send(response, 200, entry, { "content-type": TYPES[".html"], ...cors });
    const type = entry.type ?? TYPES[extname(entry.file).toLowerCase()] ?? "application/octet-stream";
    const { size } = await stat(entry.file);
    response.writeHead(200, { "content-type": type, "content-length": size, ...cors });
    createReadStream(entry.file).pipe(response);
  });
  blog.url = `${blog.origin}/`;
  return blog;
}

/** A server on a free port, or on `port`, that keeps a list of what it was asked for and can go away and come back. */
export async function listen(answer, port = 0) {
  const host = {
    requests: [],
    /** The host cannot be reached any more. */
    async stop() {
      host.server.closeAllConnections();
      await new Promise((resolve) => host.server.close(resolve));
    },
    /** The host is back, at the same address. */
    async start() {
      host.server = createServer((request, response) => {
        host.requests.push(`${request.method} ${request.url}`);
        Promise.resolve(answer(request, response)).catch((error) => send(response, 500, String(error)));
      });
      await new Promise((resolve, reject) => {
        host.server.once("error", reject).listen(port, "127.0.0.1", resolve);
      });
      // A host that nobody stopped, because its test failed first, is no reason to wait for ever.
      host.server.unref();
      port = host.server.address().port;
      host.origin = `http://127.0.0.1:${port}`;
    },
  };
  await host.start();
  return host;
}

/** Answers at once and whole. */
export function send(response, status, body, headers = {}) {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...(status === 304 ? {} : { "content-length": bytes.length }), ...headers });
  response.end(response.req.method === "HEAD" || status === 304 ? undefined : bytes);
}
