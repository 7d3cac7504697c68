// A running worker, and what is heard of it.

// What is to be given back of a worker that has not spoken.
const settling = new WeakMap();

/**
 * Starts the worker of the folder `base`; `hear` is given what it posts, `fail` why it has stopped, and by which
 * directive where a content policy has barred it. Where one worker starts another, `compiled` is the module that it runs
 * itself, so that the code is compiled once.
 *
 * A script of its own imports it from where the page lies: so it also starts when that is another origin, as in a blog
 * post, where a worker's own address would have to be of the blog's origin. It is no module itself: in a frame without
 * an origin (`sandbox`) Chromium starts none from a blob, and what a module worker imports must be allowed by
 * `worker-src`, too.
 */
export function open(base, compiled, hear, fail) {
  // Where this is a worker itself, another one is of the same script.
  const script = JSON.stringify(globalThis.ikesuScript ?? `${base}worker.js`);
  const begin = compiled ? `addEventListener("message", ({ data }) => start(data), { once: true });` : "start();";
  const boot = `globalThis.folder = ${JSON.stringify(base)};
addEventListener("unhandledrejection", (event) => { setTimeout(() => { throw event.reason; }); });
let barred;
addEventListener("securitypolicyviolation", ({ disposition, effectiveDirective }) => {
  if (disposition === "enforce") barred ??= effectiveDirective;
});
async function start(code) {
  try {
    // A script that a cache holds from another release finds no binary any more: then it is fetched anew.
    await begin(${script}, code).catch((first) => begin(\`\${${script}}?\${Date.now()}\`, code).catch(() => { throw first; }));
  } catch (reason) {
    // The policy may speak after the error.
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (!barred) throw reason;
    postMessage({ barred, reason: String(reason) });
  }
}
async function begin(script, code) {
  globalThis.ikesuScript = script;
  const { default: init } = await import(script);
  await init(code && { module_or_path: code });
}
${begin}`;
  const address = URL.createObjectURL(new Blob([boot], { type: "text/javascript" }));
  let barred = "";
  let hasSpoken = false;
  const note = ({ disposition, blockedURI, effectiveDirective }) => {
    const isOurs = blockedURI.startsWith("blob") && /^(worker|child|script)-src/.test(effectiveDirective);
    if (disposition === "enforce" && isOurs) barred ||= effectiveDirective;
  };
  addEventListener("securitypolicyviolation", note);
  const worker = new Worker(address);
  const settle = () => {
    URL.revokeObjectURL(address);
    removeEventListener("securitypolicyviolation", note);
  };
  settling.set(worker, settle);
  worker.onmessage = ({ data }) => {
    // Its script has been read by the time it speaks; what ends it from now on is no policy.
    settle();
    hasSpoken = true;
    if (data?.barred) fail(data.reason, data.barred);
    else hear(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    const tell = () => {
      settle();
      // One that has been ended meanwhile is not heard any more.
      if (worker.onerror) fail(event.message || "the worker could not be started", hasSpoken ? "" : barred);
    };
    // The policy may speak after the error.
    if (hasSpoken) tell();
    else setTimeout(tell, 50);
  };
  if (compiled) worker.postMessage(compiled);
  return worker;
}

/** Ends it; nothing is heard of it any more. */
export function close(worker) {
  settling.get(worker)?.();
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
