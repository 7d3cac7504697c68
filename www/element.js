// <ikesu-tank>: the page inside somebody else's page. A poster until it is clicked; nothing heavy loads before.
//
// Attributes in: src, demo, lang, model, seed, n-neighbors. Events out: progress, done, error.
// The tank stands in the light DOM, for Plotly draws wrongly inside a shadow.

const base = new URL("./", import.meta.url).href;
const ATTRIBUTES = ["src", "demo", "lang", "model"];
const NUMBERS = ["seed", "n-neighbors"];
// The only words outside the message files: they are shown before those are loaded.
const WORDS = { ja: "クリックではじめる", en: "Click to start" };

// One WebAssembly instance serves every tank on the page.
let loading;
function load() {
  loading ??= (async () => {
    const app = await import(`${base}app.js`);
    await app.default({ module_or_path: `${base}app_bg.wasm` });
    return app;
  })().catch((error) => {
    loading = undefined; // a lost connection is no reason to be without a tank until the next visit
    throw error;
  });
  return loading;
}

function dress() {
  for (const name of ["style.css", "stage.css"]) {
    const href = base + name;
    if (document.querySelector(`link[href="${href}"]`)) continue;
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  }
}

class IkesuTank extends HTMLElement {
  #poster = null; // what the author put inside, shown until the click
  #mounted = null;

  connectedCallback() {
    dress();
    this.#poster ??= [...this.childNodes];
    const lang = this.getAttribute("lang") ?? document.documentElement.lang;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ikesu-poster";
    button.append(...this.#poster, Object.assign(document.createElement("span"), { textContent: WORDS[lang.slice(0, 2)] ?? WORDS.ja }));
    button.addEventListener("click", () => this.start(), { once: true });
    this.replaceChildren(button);
  }

  disconnectedCallback() {
    this.#mounted?.dispose();
    this.#mounted = null;
    this.replaceChildren();
  }

  /** Starts the tank as a click on the poster does; resolves once it stands. */
  async start() {
    if (this.#mounted) return;
    const options = { embedded: true };
    for (const name of ATTRIBUTES) if (this.hasAttribute(name)) options[name] = this.getAttribute(name);
    for (const name of NUMBERS) if (this.hasAttribute(name)) options[name] = Number(this.getAttribute(name));
    // Addresses are relative to the page that names them, as with <img>.
    if (options.src && /[/.]/.test(options.src)) options.src = new URL(options.src, document.baseURI).href;
    try {
      const app = await load();
      if (!this.isConnected || this.#mounted) return;
      const root = document.createElement("div");
      for (const name of ["progress", "done", "error"]) {
        root.addEventListener(name, (event) => {
          // Errors of images inside are events of this name too, but not ours.
          if (event instanceof CustomEvent) this.dispatchEvent(new CustomEvent(name, { detail: event.detail }));
        });
      }
      this.replaceChildren(root);
      const mounted = await app.mount(root, base, options);
      // Taken out of its page meanwhile: nobody would dispose of it later.
      if (root.isConnected) this.#mounted = mounted;
      else mounted.dispose();
    } catch (error) {
      this.dispatchEvent(new CustomEvent("error", { detail: { message: String(error?.message ?? error) } }));
      if (this.isConnected) this.connectedCallback();
    }
  }
}

// A blog may well name this script in every post of a page.
if (!customElements.get("ikesu-tank")) customElements.define("ikesu-tank", IkesuTank);
