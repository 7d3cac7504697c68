// The bridge to Plotly: draws what it is given and tells what was touched. What to draw is decided in Rust.

let plotly; // the library itself, once it is there
let loading; // the promise of it

// Plotly gives an element its `on` with the first drawing; who listens earlier waits here.
const waiting = new WeakMap();

/** Loads Plotly from `<base>vendor/plotly.js`, once a page; fails if it cannot be had, and may then be tried again. */
export async function load(base) {
  loading ??= import(new URL("vendor/plotly.js", base).href);
  try {
    plotly = (await loading).default;
  } catch (error) {
    loading = undefined; // a lost connection is no reason to be without maps until the next visit
    throw error;
  }
}

/** Whether points can be drawn in space here. */
export function hasWebgl() {
  return document.createElement("canvas").getContext("webgl") !== null;
}

/** Draws, or changes what is drawn: equal `layout.uirevision` keeps zoom and camera. */
export async function draw(element, traces, layout, config) {
  const locale = element.closest("[lang]")?.lang || "ja";
  await plotly.react(element, traces, layout, { responsive: true, displaylogo: false, locale, ...config });
  for (const [name, callback] of waiting.get(element) ?? []) listen(element, name, callback);
  waiting.delete(element);
}

/** Changes properties of some traces, and of the layout, in place: colours, symbols, a theme. */
export async function recolor(element, changes, layout, traceIndices) {
  await plotly.update(element, changes, layout, traceIndices);
}

/** Fits the drawing to its element: Plotly sees a new window size, but not a panel that opened. */
export function resize(element) {
  if (element.on && element.offsetParent) plotly.Plots.resize(element);
}

/** Takes the drawing away and gives its memory and its WebGL context back; browsers allow about 16 of these. */
export function dispose(element) {
  waiting.delete(element);
  plotly?.purge(element);
}

/** Calls back on `click`, `hover`, `unhover`, `relayout` and the like, until the drawing is disposed of. */
export function on(element, name, callback) {
  if (element.on) listen(element, name, callback);
  else waiting.set(element, [...(waiting.get(element) ?? []), [name, callback]]);
}

/** A picture of the drawing as a data address; `options` are Plotly's: `format`, `width`, `height`, `scale`. */
export async function toImage(element, options) {
  return plotly.toImage(element, options);
}

function listen(element, name, callback) {
  element.on(`plotly_${name}`, (event) => callback(event?.points ? touched(element, event) : event));
}

// Plotly's points hold the whole figure; only what tells them apart is passed on, with the place for a card:
// pixels from the element's top left corner.
function touched(element, { points, event }) {
  const corner = element.getBoundingClientRect();
  return {
    points: points.map(({ curveNumber, pointNumber, customdata, x, y, z, bbox }) => {
      // A bar's or a 2-D point's box is known; a point in space is where the pointer is.
      const left = bbox ? (bbox.x0 + bbox.x1) / 2 : (event?.clientX ?? 0) - corner.left;
      const top = bbox ? (bbox.y0 + bbox.y1) / 2 : (event?.clientY ?? 0) - corner.top;
      return { trace: curveNumber, index: pointNumber, customdata, x, y, z, left, top };
    }),
  };
}
