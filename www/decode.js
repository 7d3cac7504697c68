// Pictures that the page's own decoder does not read: AVIF everywhere, HEIC on Safari, SVG, rarities of other formats.

// The largest canvas that Safari on a phone draws; a larger one stays empty there, without a word.
const MEGAPIXELS = 16;
// An SVG has no pixels of its own: its shorter side is drawn at least this large.
const SVG_SIDE = 512;

/** Decodes `blob`, which the page takes for a `format` and whose type need not be right: `[width, height, step, RGBA]`. */
export async function decode(blob, format) {
  if (format === "SVG") return svg(blob);
  try {
    return await shown(blob, (image) => [image.naturalWidth, image.naturalHeight]);
  } catch (refused) {
    // An `<img>` reads more than this does, but not everywhere.
    const bitmap = await createImageBitmap(blob).catch(() => {
      throw refused;
    });
    try {
      return pixels(bitmap, bitmap.width, bitmap.height);
    } finally {
      bitmap.close();
    }
  }
}

/** As an image an SVG runs no script and fetches nothing. */
async function svg(blob) {
  const page = new DOMParser().parseFromString(await blob.text(), "image/svg+xml");
  const root = page.documentElement;
  const fault = page.querySelector("parsererror");
  if (fault) throw new Error(fault.textContent);
  const [own, drawn] = size(root);
  // Without it a larger size would only be a larger sheet around the same drawing.
  if (!root.hasAttribute("viewBox")) root.setAttribute("viewBox", `0 0 ${own[0]} ${own[1]}`);
  root.setAttribute("width", drawn[0]);
  root.setAttribute("height", drawn[1]);
  const whole = new Blob([new XMLSerializer().serializeToString(page)], { type: "image/svg+xml" });
  return shown(whole, () => drawn);
}

/** An SVG's own size, and how large it is drawn, in the proportions that its size or its `viewBox` gives. */
function size(root) {
  const [boxWidth, boxHeight] = (root.getAttribute("viewBox") ?? "").trim().split(/[\s,]+/).slice(2).map(Number);
  const length = (name) => {
    // Parts of a page that is not there say nothing.
    const written = root.getAttribute(name)?.trim() ?? "";
    return written.endsWith("%") ? NaN : root[name]?.baseVal?.value;
  };
  let [width, height] = [length("width"), length("height")];
  const hasBox = boxWidth > 0 && boxHeight > 0;
  // What CSS gives a replaced element that has no size.
  const [usualWidth, usualHeight] = hasBox ? [boxWidth, boxHeight] : [300, 150];
  if (!(width > 0) && !(height > 0)) [width, height] = [usualWidth, usualHeight];
  if (!(width > 0)) width = hasBox ? (height * boxWidth) / boxHeight : usualWidth;
  if (!(height > 0)) height = hasBox ? (width * boxHeight) / boxWidth : usualHeight;
  // A line has another side too, if a short one.
  const scale = Math.min(Math.max(1, SVG_SIDE / Math.min(width, height)), Math.sqrt((MEGAPIXELS * 1e6) / (width * height)));
  return [[width, height], [width, height].map((side) => Math.max(1, Math.floor(side * scale)))];
}

async function shown(blob, sizeOf) {
  const address = URL.createObjectURL(blob);
  try {
    const image = Object.assign(new Image(), { src: address });
    await image.decode();
    return pixels(image, ...sizeOf(image));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** What would be too large is drawn at a half, a third and so on, which is still far more than a model sees. */
function pixels(image, width, height) {
  let step = 1;
  const side = (length) => Math.floor(length / step);
  while (side(width) * side(height) > MEGAPIXELS * 1e6) step += 1;
  const drawn = { width: side(width), height: side(height) };
  const context = Object.assign(document.createElement("canvas"), drawn).getContext("2d");
  if (!context) throw new Error("the browser gave no canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, drawn.width, drawn.height);
  const { data } = context.getImageData(0, 0, drawn.width, drawn.height);
  return [drawn.width * step, drawn.height * step, step, new Uint8Array(data.buffer)];
}
