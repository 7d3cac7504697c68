// <ikesu-tank>: the page inside somebody else's page. A poster until it is clicked; nothing heavy loads before, unless
// `loading` is "lazy" (once it comes near the window) or "eager" (at once).
//
// Attributes in: src, demo, lang, model, seed, n-neighbors, poster, loading. Events out: load, progress, done, error.
// The tank stands in the light DOM, for Plotly draws wrongly inside a shadow.

const base = new URL("./", import.meta.url).href;
const ATTRIBUTES = ["src", "demo", "lang", "model"];
const NUMBERS = ["seed", "n-neighbors"];
// Words outside the message files: they are shown before those are loaded.
const WORDS = {
  ja: { start: "クリックではじめる", loading: "読みこんでいます…", failed: "読みこめませんでした。クリックでもう一度ためせます。", barred: "このページのコンテンツポリシー（{directive}）が止めています。必要な許可は embed.html にあります。" },
  en: { start: "Click to start", loading: "Loading…", failed: "It could not be loaded. Click to try again.", barred: "This page’s content policy ({directive}) does not let it start. embed.html lists what a policy must allow." },
};

// One WebAssembly instance serves every tank on the page.
let loading;
function load() {
  // A script that a cache holds from another release finds no binary any more: then it is fetched anew.
  const again = (first) => begin(`${base}app.js?${Date.now()}`).catch(() => { throw first; });
  loading ??= begin(`${base}app.js`).catch(again).catch((error) => {
    loading = undefined; // a lost connection is no reason to be without a tank until the next visit
    throw error;
  });
  return loading;
}

async function begin(script) {
  const app = await import(script);
  await app.default();
  return app;
}

/** Brings the styles to where a tank is: those of a document end at a shadow. */
function dress(root) {
  const place = root instanceof ShadowRoot ? root : document.head;
  for (const name of ["style.css", "frame.css", "stage.css"]) {
    const href = base + name;
    if (place.querySelector(`link[href="${href}"]`)) continue;
    place.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  }
}

/** What an author put into a tank; a copy has brought the poster along, or the tank itself. */
function authored(tank) {
  const poster = tank.querySelector(":scope > .ikesu-poster");
  const children = [...(poster ?? tank).childNodes];
  return children.filter((it) => !it.matches?.("[aria-live], .ikesu, .ikesu-poster-picture"));
}

class IkesuTank extends HTMLElement {
  #inside = null; // what the author put inside, shown on the poster
  #poster = document.createElement("button");
  #line = document.createElement("span");
  #starting = null;
  #mounted = null;

  connectedCallback() {
    dress(this.getRootNode());
    // Moved: what is in it goes on.
    if (this.#mounted || this.#starting) return;
    if (!this.#inside) {
      this.#inside = authored(this);
      this.#line.setAttribute("aria-live", "polite");
      Object.assign(this.#poster, { type: "button", className: "ikesu-poster" }).append(...this.#inside, this.#line);
      this.#poster.addEventListener("click", () => this.start());
      if (this.hasAttribute("poster")) {
        const picture = { className: "ikesu-poster-picture", src: this.getAttribute("poster"), alt: "", loading: "lazy" };
        this.#poster.prepend(Object.assign(document.createElement("img"), picture));
      }
    }
    this.#say("start");
    this.replaceChildren(this.#poster);
    const loading = this.getAttribute("loading");
    if (loading === "eager") this.start();
    if (loading === "lazy") this.#awaitSight();
  }

  disconnectedCallback() {
    // One that is only moved is back by then.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#mounted?.dispose();
      this.#mounted = null;
      this.replaceChildren();
    });
  }

  #awaitSight() {
    const observer = new IntersectionObserver(([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      observer.disconnect();
      if (this.isConnected) this.start();
    }, { rootMargin: "200px" });
    observer.observe(this);
  }

  /** Starts the tank as a click on the poster does; resolves once it stands, or has said why it does not. */
  start() {
    this.#starting ??= this.#start().finally(() => (this.#starting = null));
    return this.#starting;
  }

  #say(word, directive) {
    const lang = this.getAttribute("lang") ?? document.documentElement.lang;
    this.#line.textContent = (WORDS[lang.slice(0, 2)] ?? WORDS.ja)[word].replace("{directive}", directive);
    this.#poster.setAttribute("aria-busy", String(word === "loading"));
  }

  async #start() {
    if (this.#mounted) return;
    const options = { embedded: true };
    for (const name of ATTRIBUTES) if (this.hasAttribute(name)) options[name] = this.getAttribute(name);
    for (const name of NUMBERS) if (this.hasAttribute(name)) options[name] = Number(this.getAttribute(name));
    // Addresses are relative to the page that names them, as with <img>.
    if (options.src && /[/.]/.test(options.src)) options.src = new URL(options.src, document.baseURI).href;
    const root = document.createElement("div");
    for (const name of ["progress", "done", "error"]) {
      root.addEventListener(name, (event) => {
        // Errors of images inside are events of this name too, but not ours.
        if (event instanceof CustomEvent) this.dispatchEvent(new CustomEvent(name, { detail: event.detail }));
      });
    }
    this.#say("loading");
    let barred;
    const note = ({ disposition, blockedURI, effectiveDirective }) => {
      const isOurs = blockedURI.startsWith(base) || blockedURI === "wasm-eval";
      if (disposition === "enforce" && isOurs) barred ??= effectiveDirective;
    };
    addEventListener("securitypolicyviolation", note);
    try {
      const app = await load();
      if (!this.isConnected) return;
      // Beside the poster, which stays until there is something to see.
      this.append(root);
      const mounted = await app.mount(root, base, options);
      // Taken out of its page meanwhile: nobody would dispose of it later.
      if (!root.isConnected) return mounted.dispose();
      this.#mounted = mounted;
      this.#poster.remove();
      this.dispatchEvent(new CustomEvent("load"));
    } catch (error) {
      root.remove();
      // The policy may speak after the error.
      await new Promise((resolve) => setTimeout(resolve, 50));
      this.#say(barred ? "barred" : "failed", barred);
      this.dispatchEvent(new CustomEvent("error", { detail: { message: String(error?.message ?? error) } }));
    } finally {
      removeEventListener("securitypolicyviolation", note);
    }
  }
}

// A blog may well name this script in every post of a page.
if (!customElements.get("ikesu-tank")) customElements.define("ikesu-tank", IkesuTank);
