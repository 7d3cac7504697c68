// The small pictures and the names at a plot's points, on a canvas over it: on a plane and in space alike, as large as
// there is room, the nearest in front. Plotly would write all names, one over the other, and knows no pictures in
// space. What is typed stands as it is typed, for nothing here reads markup.

// Pixels: of a small picture at most and at least, of the ring that says what its point wears, of a name, of a centre's
// cross, and between a point and its name.
const [LARGEST, SMALLEST, RING, TYPE, CROSS, GAP] = [36, 16, 3, 11, 20, 3];

// Of the side of the square that each point would have for itself, the share that its picture takes.
const SHARE = 0.5;

// In the order of `Shape` in src/app/figure.rs: what stands for a symbol on a picture's corner.
const GLYPHS = ["●", "■", "◆", "✚", "○", "□"];

const shown = new WeakMap(); // by the plot's element

/**
 * Shows the signs of `points`, `{ text, thumb, place, cluster, shape, isOdd, isSelected }`, and of `centres`, `{ cluster,
 * place }`, over `element`, which Plotly has drawn. `look` has the page's colours; names and pictures are shown where
 * `hasText` and `hasThumbs`.
 */
export function show(element, { points, centres }, look, { hasText, hasThumbs }) {
  const signs = shown.get(element) ?? begin(element);
  Object.assign(signs, { points, centres, look, hasText, hasThumbs });
  follow(signs);
  const wanted = new Set(hasThumbs ? points.map((it) => it.thumb).filter(Boolean) : []);
  for (const address of signs.pictures.keys()) if (!wanted.has(address)) signs.pictures.delete(address);
  for (const address of wanted) picture(signs, address);
  paint(signs);
}

/** Paints the signs of `element` again: something under them has moved. */
export function again(element) {
  const signs = shown.get(element);
  if (signs) paint(signs);
}

/** Takes the signs of `element` away. */
export function hide(element) {
  shown.get(element)?.canvas.remove();
  shown.delete(element);
}

/** Paints what is shown over `element` on another canvas, `scale` times as large. */
export function copy(element, context, scale) {
  const signs = shown.get(element);
  if (!signs) return;
  context.save();
  context.scale(scale, scale);
  draw(signs, context);
  context.restore();
}

function begin(element) {
  const canvas = Object.assign(document.createElement("canvas"), { className: "plot-signs" });
  canvas.setAttribute("aria-hidden", "true");
  element.after(canvas);
  const signs = { element, canvas, points: [], centres: [], pictures: new Map(), isDue: false };
  shown.set(element, signs);
  for (const name of ["relayouting", "relayout", "afterplot"]) element.on(`plotly_${name}`, () => paint(signs));
  return signs;
}

// In space Plotly tells of a camera that has come to rest only, so whatever it renders is followed; this hangs on the
// vendored release, as `follow` in plot.js does.
function follow(signs) {
  const plot = signs.element._fullLayout.scene?._scene?.glplot;
  if (!plot || plot === signs.plot) return;
  signs.plot = plot;
  const { onrender } = plot;
  plot.onrender = () => {
    onrender?.();
    paint(signs);
  };
}

/** A small picture, once it is there; the signs are painted again when it has come. */
function picture(signs, address) {
  if (signs.pictures.has(address)) return;
  const image = new Image();
  image.onload = () => paint(signs);
  image.src = address;
  signs.pictures.set(address, image);
}

function paint(signs) {
  if (signs.isDue) return;
  signs.isDue = true;
  requestAnimationFrame(() => {
    signs.isDue = false;
    // Taken away meanwhile.
    if (shown.get(signs.element) !== signs) return;
    const { canvas, element } = signs;
    const { clientWidth: width, clientHeight: height } = element;
    const scale = globalThis.devicePixelRatio || 1;
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
    const context = canvas.getContext("2d");
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    draw(signs, context);
  });
}

function draw(signs, context) {
  const { element, points, centres, look, pictures, hasText, hasThumbs } = signs;
  const { place, isInside } = projector(element);
  const seen = points.map((point) => ({ point, ...place(point.place) })).filter(isInside);
  const room = Math.sqrt((element.clientWidth * element.clientHeight) / Math.max(points.length, 1));
  const size = Math.min(Math.max(room * SHARE, SMALLEST), LARGEST);
  // What is nearer is larger.
  const middle = seen.reduce((sum, it) => sum + it.depth, 0) / Math.max(seen.length, 1);
  for (const it of seen) {
    const image = hasThumbs && pictures.get(it.point.thumb);
    const nearness = it.depth > 0 ? Math.min(Math.max(middle / it.depth, 0.7), 1.4) : 1;
    Object.assign(it, image?.complete && image.naturalWidth > 0 ? { image, half: (size * nearness) / 2 } : { half: 7 });
  }
  // The farthest first, so that the nearest lie over them; what is selected lies over all.
  seen.sort((a, b) => a.point.isSelected - b.point.isSelected || b.depth - a.depth);
  const boxes = [];
  const images = [];
  for (const it of seen.filter((it) => it.image)) {
    images.push(it.point.item);
    paintPicture(context, look, it);
  }
  // Names have room where no other name is: first what is selected, then what is odd, then the nearest.
  const names = [];
  const order = hasText ? [...seen].reverse().sort((a, b) => b.point.isSelected - a.point.isSelected || b.point.isOdd - a.point.isOdd) : [];
  Object.assign(context, { font: `${TYPE}px ${look.font}`, textAlign: "center", textBaseline: "top", lineJoin: "round" });
  for (const { point, x, y, half } of order) {
    const width = context.measureText(point.text).width;
    const top = y + half + GAP;
    const box = [x - width / 2 - 2, top - 1, x + width / 2 + 2, top + TYPE + 2];
    if (boxes.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    boxes.push(box);
    names.push({ text: point.text, box });
    paintText(context, look, point.text, x, top);
  }
  paintDrawing(signs, context, place);
  Object.assign(context, { font: `bold ${CROSS}px ${look.font}`, textBaseline: "middle" });
  for (const { cluster, place: at } of centres) {
    const { x, y } = place(at);
    paintText(context, look, `×${cluster + 1}`, x, y);
  }
  // What can be read here, for whoever cannot look.
  signs.canvas.signs = { images, names };
}

// Plotly's own traces of it lie under the pictures: what a person draws, in the last, and the way that it is on.
function paintDrawing({ element, look }, context, place) {
  const [way, drawn] = element.data.slice(-2).map(({ x, y, z }) => x.map((_, at) => place([x[at], y[at], z?.[at] ?? 0])));
  Object.assign(context, { strokeStyle: look.select, fillStyle: look.select, lineWidth: 3 });
  context.beginPath();
  for (const { x, y } of way) context.lineTo(x, y);
  context.stroke();
  for (const { x, y } of drawn) {
    context.beginPath();
    context.arc(x, y, 8, 0, 2 * Math.PI);
    context.fill();
    context.strokeStyle = look.ink;
    context.stroke();
  }
}

/** With the ground around the letters, over whatever lies there. */
function paintText(context, look, text, x, y) {
  Object.assign(context, { strokeStyle: look.surface, fillStyle: look.ink, lineWidth: 3 });
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

function paintPicture(context, look, { point, image, x, y, half }) {
  const { cluster, shape, isOdd, isSelected } = point;
  context.save();
  context.beginPath();
  context.roundRect(x - half, y - half, 2 * half, 2 * half, half * 0.4);
  Object.assign(context, { lineWidth: 2 * RING, strokeStyle: isSelected ? look.select : isOdd ? look.odd : look.cluster(cluster) });
  context.stroke();
  context.clip();
  // As `object-fit: cover` has it.
  const side = Math.min(image.naturalWidth, image.naturalHeight);
  const [left, top] = [(image.naturalWidth - side) / 2, (image.naturalHeight - side) / 2];
  context.drawImage(image, left, top, side, side, x - half, y - half, 2 * half, 2 * half);
  context.restore();
  if (cluster < 0) return;
  // Which cluster, for those to whom colours look alike.
  Object.assign(context, { font: "10px sans-serif", textAlign: "center", textBaseline: "middle", fillStyle: look.surface });
  context.beginPath();
  context.arc(x - half + 2, y + half - 2, 7, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = look.cluster(cluster);
  context.fillText(GLYPHS[shape], x - half + 2, y + half - 1.5);
}

/** Where on the element a place is, `{ x, y, depth }` in pixels and from the eye on, and whether that can be seen. */
function projector(element) {
  const full = element._fullLayout;
  const scene = full.scene?._scene;
  if (!scene) {
    const { xaxis, yaxis } = full;
    const [left, top, right, bottom] = [xaxis._offset, yaxis._offset, xaxis._offset + xaxis._length, yaxis._offset + yaxis._length];
    return {
      place: ([x, y]) => ({ x: left + xaxis.d2p(x), y: top + yaxis.d2p(y), depth: 0 }),
      isInside: ({ x, y }) => x >= left && x <= right && y >= top && y <= bottom,
    };
  }
  const { model, view, projection } = scene.glplot.cameraParams;
  const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = scene.container;
  return {
    place: (at) => {
      const [x, y, , w] = [model, view, projection].reduce(transform, [...at.map((it, axis) => it * scene.dataScale[axis]), 1]);
      return { x: offsetLeft + (0.5 + (0.5 * x) / w) * offsetWidth, y: offsetTop + (0.5 - (0.5 * y) / w) * offsetHeight, depth: w };
    },
    isInside: ({ x, y, depth }) => depth > 0 && x >= 0 && x <= offsetLeft + offsetWidth && y >= 0 && y <= offsetTop + offsetHeight,
  };
}

/** A matrix of 4 x 4, column by column, times a vector. */
function transform(vector, matrix) {
  return [0, 1, 2, 3].map((row) => vector.reduce((sum, it, column) => sum + matrix[4 * column + row] * it, 0));
}
