// A host that behaves like a model hub: small files by way of a cache, big ones from another host, with its headers.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { listen, send } from "./hosts.mjs";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const EXPOSED = "X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges," +
  "Content-Range,X-Linked-Size,X-Linked-ETag,X-Xet-Hash";
const CHUNK = 64 * 1024;

/**
 * Serves `models`, `{ "ns/repo": folder }`, at `/{ns}/{repo}/resolve/{revision}/{file}`.
 *
 * `hub.modes.set(file, mode)` makes it misbehave with one file:
 * `slow` (64 kB each 50 ms), `broken` (half of it, then the connection is cut), `broken once` (so, the first time),
 * `wrong` (right length, wrong bytes), `short` (a well-formed answer with half of the file), `missing` (404),
 * `down` (503), `gated` (401), `page` (a web page in its place), `closed` (no other page may read it).
 */
export async function serveHub(models) {
  const modes = new Map();

  // Where big files come from: another origin, to which the hub redirects.
  const store = await listen(async (request, response) => {
    const [, namespace, repo, file] = decodeURIComponent(new URL(request.url, store.origin).pathname).split("/");
    await answer(request, response, `${namespace}/${repo}`, file, { "access-control-allow-origin": "*" });
  });

  const hub = await listen(async (request, response) => {
    const cors = { "access-control-allow-origin": request.headers.origin ?? "*", vary: "Origin" };
    const { pathname } = new URL(request.url, hub.origin);
    if (request.method === "OPTIONS") {
      return send(response, 204, "", { ...cors, "access-control-allow-headers": "range", "access-control-allow-methods": "GET, HEAD" });
    }
    const cached = pathname.match(/^\/api\/resolve-cache\/models\/([^/]+\/[^/]+)\/[^/]+\/(.+)$/);
    if (cached) return answer(request, response, cached[1], decodeURIComponent(cached[2]), cors);

    const [, name, , file] = pathname.match(/^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/) ?? [];
    if (!(name in models)) return refuse(response, 401, "RepoNotFound", "Invalid username or password.", cors);
    const bytes = await load(name, file);
    if (!bytes || modes.get(file) === "missing") return refuse(response, 404, "EntryNotFound", "Entry not found", cors);
    if (modes.get(file) === "gated") return refuse(response, 401, "GatedRepo", "Access to this model is restricted.", cors);
    if (modes.get(file) === "page") return send(response, 200, "<!doctype html><title>Sign in</title>", { "content-type": "text/html", ...cors });
    if (modes.get(file) === "closed") return send(response, 200, bytes, { "content-type": "application/octet-stream" });
    if (modes.get(file) === "down") return refuse(response, 503, "Unavailable", "Service Unavailable", cors);
    const facts = { "x-repo-commit": COMMIT, "access-control-expose-headers": EXPOSED, ...cors };
    if (file.endsWith(".safetensors")) {
      const linked = { "x-linked-size": bytes.length, "x-linked-etag": etag(bytes), "accept-ranges": "bytes" };
      const location = `${store.origin}/${name}/${encodeURIComponent(file)}?X-Amz-Expires=3600`;
      return send(response, 302, `Found. Redirecting to ${location}`, { location, ...linked, ...facts });
    }
    const location = `/api/resolve-cache/models/${name}/${COMMIT}/${encodeURIComponent(file)}`;
    send(response, 307, `Temporary Redirect. Redirecting to ${location}`, { location, ...facts });
  });

  async function load(name, file) {
    return models[name] && readFile(join(models[name], file)).catch(() => undefined);
  }

  async function answer(request, response, name, file, cors) {
    const mode = modes.get(file);
    let bytes = await load(name, file);
    if (!bytes) return send(response, 404, "not found", cors);
    const headers = {
      ...cors,
      etag: etag(bytes),
      "accept-ranges": "bytes",
      "access-control-expose-headers": EXPOSED,
      "content-type": file.endsWith(".json") ? "text/plain; charset=utf-8" : "application/octet-stream",
    };
    if (request.headers["if-none-match"] === headers.etag) return send(response, 304, "", headers);
    if (mode === "wrong") bytes = bytes.map((byte, at) => (at > bytes.length / 2 ? byte ^ 0x55 : byte));
    if (mode === "short") bytes = bytes.subarray(0, bytes.length >> 1);

    let status = 200;
    const range = request.headers.range?.match(/^bytes=(\d+)-(\d*)$/);
    if (range) {
      const [start, end] = [Number(range[1]), range[2] ? Math.min(Number(range[2]), bytes.length - 1) : bytes.length - 1];
      if (start > end) return send(response, 416, "", { ...headers, "content-range": `bytes */${bytes.length}` });
      headers["content-range"] = `bytes ${start}-${end}/${bytes.length}`;
      [status, bytes] = [206, bytes.subarray(start, end + 1)];
    }
    if (mode === "broken once") modes.delete(file);
    if (mode === "slow" || mode?.startsWith("broken")) return drip(response, status, bytes, headers, mode);
    send(response, status, bytes, headers);
  }

  return {
    origin: hub.origin,
    origins: [hub.origin, store.origin],
    modes,
    /** What was asked of either host, in order of arrival within each. */
    get requests() {
      return [...hub.requests, ...store.requests];
    },
    async stop() {
      await Promise.all([hub.stop(), store.stop()]);
    },
  };
}

async function drip(response, status, bytes, headers, mode) {
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  const end = mode === "slow" ? bytes.length : bytes.length >> 1;
  for (let at = 0; at < end && !response.destroyed; at += CHUNK) {
    response.write(bytes.subarray(at, Math.min(at + CHUNK, end)));
    await sleep(mode === "slow" ? 50 : 5);
  }
  if (mode === "slow") response.end();
  else response.destroy();
}

function refuse(response, status, code, words, cors) {
  const why = { "x-error-code": code, "x-error-message": words, "access-control-expose-headers": EXPOSED };
  send(response, status, words, { "content-type": "text/plain", ...why, ...cors });
}

function etag(bytes) {
  return `"${createHash("sha256").update(bytes).digest("hex")}"`;
}
