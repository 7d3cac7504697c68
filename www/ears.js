// A running worker, and what is heard of it.

/**
 * Starts the worker of the folder `base`; `hear` is given what it posts, `fail` why it has stopped. Where one worker
 * starts another, `compiled` is the module that it runs itself, so that the code is compiled once.
 *
 * Its module imports it from where the page lies: so it also starts when that is another origin, as in a blog post,
 * where a worker's own address would have to be of the blog's origin.
 */
export function open(base, compiled, hear, fail) {
  const [script, wasm] = ["worker.js", "worker_bg.wasm"].map((name) => JSON.stringify(base + name));
  const begin = compiled
    ? `addEventListener("message", ({ data }) => init({ module_or_path: data }), { once: true });`
    : `init({ module_or_path: ${wasm} });`;
  const module = `import init from ${script};
globalThis.folder = ${JSON.stringify(base)};
addEventListener("unhandledrejection", (event) => { setTimeout(() => { throw event.reason; }); });
${begin}`;
  const address = URL.createObjectURL(new Blob([module], { type: "text/javascript" }));
  const worker = new Worker(address, { type: "module" });
  worker.onmessage = ({ data }) => {
    // The module has been read by the time it speaks.
    URL.revokeObjectURL(address);
    hear(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    fail(event.message || "the worker could not be started");
  };
  if (compiled) worker.postMessage(compiled);
  return worker;
}

/** Ends it; nothing is heard of it any more. */
export function close(worker) {
  worker.onmessage = worker.onerror = null;
  worker.terminate();
}

/**
 * In a worker: how many of them may share a load of pictures, and how many bytes they may need together. A phone has
 * one: its cores are slow, its memory is small, and it is held in a hand.
 */
export function limits() {
  const { hardwareConcurrency = 1, deviceMemory = 4, userAgent, userAgentData } = navigator;
  const isPhone = userAgentData?.mobile ?? /Android|iPhone|iPad|iPod|Mobile/.test(userAgent);
  // Four cores are kept busy by four workers; what more there are, the page and its person have other uses for.
  const nWorkers = isPhone || typeof Worker === "undefined" ? 1 : Math.min(hardwareConcurrency, 4);
  return [nWorkers, Math.min(deviceMemory * 2 ** 28, 2 ** 30)];
}
