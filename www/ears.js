// A running worker, and what is heard of it.

/**
 * Starts the worker of the folder `base`; `hear` is given what it posts, `fail` why it has stopped.
 *
 * Its module imports it from where the page lies: so it also starts when that is another origin, as in a blog post,
 * where a worker's own address would have to be of the blog's origin.
 */
export function open(base, hear, fail) {
  const [script, wasm] = ["worker.js", "worker_bg.wasm"].map((name) => JSON.stringify(base + name));
  const module = `import init from ${script};
addEventListener("unhandledrejection", (event) => { setTimeout(() => { throw event.reason; }); });
init({ module_or_path: ${wasm} });`;
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
  return worker;
}

/** Ends it; nothing is heard of it any more. */
export function close(worker) {
  worker.onmessage = worker.onerror = null;
  worker.terminate();
}
