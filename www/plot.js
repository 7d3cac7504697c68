// The bridge to Plotly: draws what it is given and tells what was touched. What to draw is decided in Rust.

import { hand } from "./hand.js";

// In the order of `Shape` in src/app/figure.rs.
const SYMBOLS = ["circle", "square", "diamond", "cross", "circle-open", "square-open"];

// The traces that `follow` moves: the way of what a person draws, and its place.
const MOVING = [5, 6];

// Pixels of a point that lies under its small picture, as Plotly counts them on a plane and in space.
const UNDER_PICTURE = { plane: 20, space: 12 };

// Colours in which clusters are shown before they come again; `--cluster-0` and on in style.css.
const N_COLOURS = 10;

let plotly; // the library itself, once it is there
let signs; // what is drawn over it: small pictures and names
let loading; // the promise of both
let canDrawInSpace;

// Plotly follows the window's size; elements change theirs without it: a tab is opened, a sidebar folds.
const watched = new WeakMap();

// Plotly gives an element its `on` with the first drawing; who listens earlier waits here.
const waiting = new WeakMap();

// What to do when a drawing is lost.
const lost = new WeakMap();

// All who listen, for a drawing that must be made anew.
const heard = new WeakMap();

/** Loads Plotly from `<base>vendor/plotly.js`, and signs.js, once a page; fails if it cannot be had, and may then be tried again. */
export async function load(base) {
  loading ??= Promise.all(["vendor/plotly.js", "signs.js"].map((it) => import(new URL(it, base).href)));
  try {
    [{ default: plotly }, signs] = await loading;
  } catch (error) {
    loading = undefined; // a lost connection is no reason to be without maps until the next visit
    throw error;
  }
}

/** Until the browser paints next; not at all while the page is hidden. */
export function nextFrame() {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

/** Whether points can be drawn in space here. */
export function hasWebgl() {
  // Asked once: browsers allow about 16 contexts at a time, and each answer takes one until it is collected.
  canDrawInSpace ??= document.createElement("canvas").getContext("webgl") !== null;
  return canDrawInSpace;
}

/**
 * Draws a figure, or changes what is drawn; zoom and camera stay. Of each point: its text, the number of its item, its
 * place (3 numbers), and its cluster (-1: none), its shape, whether it is odd and selected (4 numbers). `links` has 6
 * numbers each, `centres` 4 (cluster and place), `bounds` 2 for each axis. A map by words has at the low and the high
 * `ends` of its axes two texts each; `thumbs` are the addresses of small pictures, where there are any. All numbers lie in Rust's memory: they are read
 * before anything else happens.
 */
export async function draw(element, texts, thumbs, ends, items, places, wears, links, centres, bounds, inSpace, hasText, hasThumbs, canDrag, canZoom) {
  const clothes = rows(wears, 4);
  const figure = {
    points: rows(places, 3).map((place, at) => {
      const [cluster, shape, isOdd, isSelected] = clothes[at];
      return { item: items[at], text: texts[at], thumb: thumbs[at], place, cluster, shape, isOdd, isSelected };
    }),
    links: rows(links, 6).map((it) => [it.slice(0, 3), it.slice(3)]),
    centres: rows(centres, 4).map(([cluster, ...place]) => ({ cluster, place })),
    bounds: rows(bounds, 2),
    ends: Array.from({ length: ends.length / 2 }, (_, at) => ends.slice(at * 2, at * 2 + 2)),
  };
  const view = { inSpace, hasText, hasThumbs, canDrag };
  const config = { responsive: true, displaylogo: false, displayModeBar: false, scrollZoom: canZoom };
  config.locale = element.closest("[lang]")?.lang || "ja";
  unzoom(element);
  await plotly.react(element, traces(element, figure, view), layout(element, figure, view), config);
  for (const [name, callback] of waiting.get(element) ?? []) listen(element, name, callback);
  waiting.delete(element);
  watch(element);
  heedLoss(element);
  signs.show(element, figure, lookOf(element), view);
}

/**
 * Moves what a person draws: `way` is its place, then those of the way that it is on, 3 numbers each; all else stays as
 * it is drawn.
 */
export async function follow(element, way) {
  if (!element.data) return;
  const [drawn, ...line] = rows(way, 3);
  const place = drawn ? [drawn] : [];
  // While there is no way, or not yet, its trace is the place alone: it need not come and go.
  const places = [line.length > 0 ? line : place, place];
  const axis = (at) => places.map((them) => them.map((it) => it[at]));
  const inSpace = element.data[0].type === "scatter3d";
  const moved = { x: axis(0), y: axis(1), ...(inSpace && { z: axis(2) }) };
  // A trace that comes or goes changes the whole figure.
  const stay = MOVING.every((trace, at) => places[at].length > 0 && element.data[trace].x.length > 0);
  if (!stay) return plotly.restyle(element, moved, MOVING);
  if (inSpace) return moveInSpace(element, moved);
  const data = places.map((_, at) => ({ x: moved.x[at], y: moved.y[at] }));
  const atOnce = { mode: "immediate", transition: { duration: 0 }, frame: { duration: 0, redraw: false } };
  await plotly.animate(element, { data, traces: MOVING }, atOnce);
  signs.again(element);
}

// By Plotly's own way all traces would be drawn again, and all points once more for the finger that may touch them,
// which without a graphics card takes a tenth of a second for each move of a slider. So its scene is told directly; the
// vendored release is the one that this is written for, and what it lacks goes by the long way.
function moveInSpace(element, moved) {
  const scene = element._fullLayout?.scene?._scene;
  const plots = MOVING.map((trace) => scene?.traces?.[element._fullData[trace]?.uid]);
  if (!plots.every((it) => it?.update) || !scene.glplot?.redraw) return plotly.restyle(element, moved, MOVING);
  MOVING.forEach((trace, at) => {
    const full = element._fullData[trace];
    for (const axis of ["x", "y", "z"]) element.data[trace][axis] = full[axis] = moved[axis][at];
    full._length = moved.x[at].length;
    plots[at].update(full);
    // Nobody can touch them, so what is touched stays as it was.
    for (const part of [plots[at].linePlot, plots[at].scatterPlot]) if (part) part.dirty = false;
  });
  scene.glplot.redraw();
}

/** Takes the drawing away and gives its memory and its WebGL context back; browsers allow about 16 of these. */
export function dispose(element) {
  waiting.delete(element);
  heard.delete(element);
  lost.delete(element);
  watched.get(element)?.disconnect();
  watched.delete(element);
  signs?.hide(element);
  plotly?.purge(element);
}

/**
 * Calls back when the drawing is lost with its WebGL context: a graphics card's driver was started anew, or too many
 * pages have one. It is taken away, and what Plotly was to call back on waits for the next one.
 */
export function onLoss(element, callback) {
  lost.set(element, () => {
    if (!element.isConnected || !element._fullLayout) return;
    plotly.purge(element);
    waiting.set(element, heard.get(element) ?? []);
    canDrawInSpace = undefined;
    callback();
  });
}

// Plotly waits for the context to come back, which no browser brings unless it was asked to in time.
function heedLoss(element) {
  const plot = element._fullLayout?.scene?._scene?.glplot;
  if (plot) plot.oncontextloss = () => setTimeout(() => lost.get(element)?.());
}

/** Calls back on `click`, `hover`, `unhover`, `relayout` and the like, until the drawing is disposed of. */
export function on(element, name, callback) {
  heard.set(element, [...(heard.get(element) ?? []), [name, callback]]);
  if (element.on) listen(element, name, callback);
  else waiting.set(element, [...(waiting.get(element) ?? []), [name, callback]]);
}

/** The drawing as it is seen, on a canvas of twice the pixels. */
export async function toCanvas(element) {
  const { clientWidth: width, clientHeight: height } = element;
  const drawn = new Image();
  drawn.src = await plotly.toImage(element, { format: "png", scale: 2, width, height });
  await drawn.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
  const context = canvas.getContext("2d");
  context.drawImage(drawn, 0, 0);
  signs.copy(element, context, 2);
  return canvas;
}

/** Hands the drawing over as a file called `name`. */
export async function save(element, name) {
  const canvas = await toCanvas(element);
  await hand(await new Promise((resolve) => canvas.toBlob(resolve, "image/png")), name);
}

// Plotly takes pixels of the window for its own: where the page around is zoomed (CSS `zoom`), the drawing is not.
function unzoom({ parentElement }) {
  const { currentCSSZoom = 1 } = parentElement;
  parentElement.style.setProperty("--unzoom", 1 / currentCSSZoom);
}

function watch(element) {
  if (watched.has(element)) return;
  const fit = () => {
    unzoom(element);
    const { clientWidth, clientHeight, _fullLayout: { width, height } = {} } = element;
    const differs = Math.abs(clientWidth - width) > 1 || Math.abs(clientHeight - height) > 1;
    if (clientWidth > 0 && clientHeight > 0 && differs) plotly.Plots.resize(element);
  };
  // In the next frame: what changes sizes while they are told is an error to the window.
  const observer = new ResizeObserver(() => requestAnimationFrame(fit));
  observer.observe(element);
  watched.set(element, observer);
}

function rows(numbers, width) {
  return Array.from({ length: numbers.length / width }, (_, at) => [...numbers.subarray(at * width, (at + 1) * width)]);
}

function listen(element, name, callback) {
  element.on(`plotly_${name}`, (event) => callback(...touched(element, event ?? {})));
}

// Plotly's points hold the whole figure; only the item is passed on, with the place for a card: pixels from the
// element's top left corner. Nothing, where no point was touched.
function touched(element, { points, event }) {
  if (!points?.length) return [];
  const corner = element.getBoundingClientRect();
  const { customdata, bbox } = points[0];
  // A 2-D point's box is known; a point in space is where the pointer is.
  const left = bbox ? (bbox.x0 + bbox.x1) / 2 : (event?.clientX ?? 0) - corner.left;
  const top = bbox ? (bbox.y0 + bbox.y1) / 2 : (event?.clientY ?? 0) - corner.top;
  return [customdata, left, top];
}

/** The page's colours and type as `element` wears them; Plotly cannot read custom properties by itself. */
function lookOf(element) {
  const style = getComputedStyle(element);
  const value = (name) => style.getPropertyValue(name).trim();
  const clusters = Array.from({ length: N_COLOURS }, (_, at) => value(`--cluster-${at}`));
  return {
    surface: value("--surface"),
    ink: value("--ink"),
    faint: value("--ink-faint"),
    line: value("--line"),
    select: value("--select"),
    odd: value("--odd-mark"),
    font: value("font-family"),
    // A point without a cluster is quiet.
    cluster: (it) => (it < 0 ? value("--ink-faint") : clusters[it % N_COLOURS]),
  };
}

/**
 * Always the same seven traces in the same order, so that Plotly changes them in place.
 *
 * `points` is a list of `{ item, text, place, cluster, shape, isOdd, isSelected }`, `links` and `centres` are lists of
 * `[[x, y, z], [x, y, z]]` and `{ cluster, place }`. The last two traces are those that `follow` moves: where they are is
 * kept from one drawing to the next.
 */
function traces(element, { points, links, centres }, view) {
  const look = lookOf(element);
  // Plotly draws points in space larger for the same number.
  const size = (points.length <= 60 ? 12 : points.length <= 300 ? 10 : 7) * (view.inSpace ? 0.7 : 1);
  const trace = (mode, places, fields) => ({
    type: view.inSpace ? "scatter3d" : "scatter",
    mode,
    // The card is the page's own; Plotly only tells when.
    hoverinfo: "none",
    cliponaxis: false,
    x: places.map((it) => it[0]),
    y: places.map((it) => it[1]),
    ...(view.inSpace && { z: places.map((it) => it[2]) }),
    ...fields,
  });
  // Rings lie over points, so they answer for the same items.
  const rings = (ringed, color, scale) => trace("markers", ringed.map((it) => it.place), {
    customdata: ringed.map((it) => it.item),
    marker: { size: size * scale, color, symbol: "circle-open", line: { width: 3, color } },
  });
  return [
    trace("lines", links.flatMap(([from, to]) => [from, to, [NaN, NaN, NaN]]), {
      line: { color: look.faint, width: 2 },
      hoverinfo: "skip",
    }),
    // Names and pictures lie over it (signs.js): here are what they are the names of, and what a pointer finds.
    trace("markers", points.map((it) => it.place), {
      text: points.map((it) => it.text),
      customdata: points.map((it) => it.item),
      marker: {
        // Under a picture it only answers the pointer, nearly as large.
        size: points.map((it) => (it.thumb && view.hasThumbs ? UNDER_PICTURE[view.inSpace ? "space" : "plane"] : size)),
        color: points.map((it) => look.cluster(it.cluster)),
        symbol: points.map((it) => SYMBOLS[it.shape]),
        opacity: 1,
        line: { width: view.inSpace ? 0 : 1, color: look.surface },
      },
    }),
    rings(points.filter((it) => it.isOdd), look.odd, 1.5),
    rings(points.filter((it) => it.isSelected), look.select, 1.9),
    // Their crosses lie over all (signs.js): the symbol `x` in space is drawn from a font's dingbats, which many devices
    // lack, and pictures would cover it.
    trace("markers", centres.map((it) => it.place), { marker: { size: 1, opacity: 0 }, hoverinfo: "skip" }),
    trace("lines+markers", placesOf(element, MOVING[0]), {
      line: { color: look.select, width: view.inSpace ? 4 : 2 },
      marker: { size: size * 0.4, color: look.select },
      hoverinfo: "skip",
    }),
    trace("markers", placesOf(element, MOVING[1]), {
      marker: { size: size * 1.25, color: look.select, opacity: 1, line: { width: 3, color: look.ink } },
      hoverinfo: "skip",
    }),
  ];
}

/** Where the points of a trace are, if it has been drawn. */
function placesOf(element, at) {
  const { x = [], y, z } = element.data?.[at] ?? {};
  return x.map((_, it) => [x[it], y[it], z?.[it] ?? 0]);
}

/** Axes without numbers, for those of a UMAP map mean nothing (`byWords` gives them some); the page's own colours. */
function layout(element, { bounds, ends }, view) {
  const look = lookOf(element);
  const axis = (at, fields) => ({
    range: bounds[at],
    autorange: false,
    showticklabels: false,
    ticks: "",
    title: { text: "" },
    zeroline: false,
    gridcolor: look.line,
    ...fields,
  });
  // On a phone's narrow canvas the sides would be cut off.
  const far = element.clientWidth < 480 ? 0.9 : 0.75;
  const quiet = { showspikes: false, showbackground: false };
  const fixed = { fixedrange: !view.canDrag };
  return {
    // Equal words keep zoom and camera from one drawing to the next.
    uirevision: view.inSpace ? "space" : "plane",
    showlegend: false,
    hovermode: "closest",
    autosize: true,
    margin: { l: 8, r: 8, t: 8, b: 8 },
    font: { family: look.font, color: look.ink, size: 12 },
    paper_bgcolor: look.surface,
    plot_bgcolor: look.surface,
    ...(view.inSpace
      ? {
          scene: {
            // All axes to one scale: a UMAP map has no long and short sides of its own.
            aspectmode: "data",
            camera: { eye: { x: 1.2 * far, y: 1.2 * far, z: 0.8 * far } },
            dragmode: view.canDrag ? "orbit" : false,
            xaxis: axis(0, quiet),
            yaxis: axis(1, quiet),
            zaxis: axis(2, quiet),
          },
        }
      : {
          dragmode: view.canDrag ? "pan" : false,
          ...(ends.length > 0
            ? byWords(element, { bounds, ends }, (at, fields) => axis(at, { ...fixed, ...fields }), look)
            : { xaxis: axis(0, fixed), yaxis: axis(1, { ...fixed, scaleanchor: "x" }) }),
        }),
  };
}

// Pixels that a small picture needs beyond the outermost point.
const THUMB = 24;

/** What a map by words has: axes whose places are cosines and whose ends are named. */
function byWords(element, { bounds, ends }, axis, look) {
  const [low, top] = bounds[1];
  const up = (top - low) / Math.max(element.clientHeight - 90, 1);
  const places = { zeroline: true, zerolinecolor: look.faint, showticklabels: true, tickfont: { size: 10, color: look.faint } };
  // On a line alone, up and down mean nothing.
  const upwards = ends.length > 1 ? places : { showgrid: false };
  // What a person has typed is no markup.
  const name = (text, fields) => ({ text: text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"), xref: "paper", yref: "paper", showarrow: false, font: { size: 13, color: look.ink }, ...fields });
  const [[from, to], [below, above] = []] = ends;
  return {
    uirevision: ends.join(),
    margin: { l: ends.length > 1 ? 44 : 16, r: 16, t: 32, b: 52 },
    xaxis: axis(0, places),
    yaxis: axis(1, { ...upwards, range: [low - up * THUMB, top + up * THUMB] }),
    annotations: [
      name(`← ${from}`, { x: 0, y: 0, xanchor: "left", yanchor: "top", yshift: -22 }),
      name(`${to} →`, { x: 1, y: 0, xanchor: "right", yanchor: "top", yshift: -22 }),
      ...(above
        ? [
            name(`↑ ${above}`, { x: 0, y: 1, xanchor: "left", yanchor: "bottom" }),
            name(`↓ ${below}`, { x: 0, y: 0, xanchor: "left", yanchor: "bottom" }),
          ]
        : []),
    ],
  };
}
