// Pictures that only the browser can read: AVIF everywhere, HEIC on Safari, SVG.

// More than this and no array of pixels is made: the limit of the Rust decoder too.
const MEGAPIXELS = 100;
// An SVG has no pixels of its own: one without a size is drawn this large.
const SVG_SIDE = 512;

/** Decodes `blob`, whose type need not be right, into upright RGBA: `[width, height, bytes]`. */
export async function decode(blob) {
  const bitmap = await createImageBitmap(blob).catch(() => undefined);
  if (!bitmap) return svg(blob);
  try {
    return pixels(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

// The small JPEG of a picture is made by the worker; the SVG has to become pixels by way of an `<img>`.
async function svg(blob) {
  if (!(await blob.slice(0, 4096).text()).includes("<svg")) throw new Error("this browser cannot read it");
  // As an image an SVG runs no script and fetches nothing.
  const address = URL.createObjectURL(new Blob([blob], { type: "image/svg+xml" }));
  try {
    const image = Object.assign(new Image(), { src: address });
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    // An SVG has a page of paper under it, not a black one.
    return width && height ? pixels(image, width, height, "#fff") : pixels(image, SVG_SIDE, SVG_SIDE, "#fff");
  } finally {
    URL.revokeObjectURL(address);
  }
}

function pixels(image, width, height, ground) {
  if (width * height > MEGAPIXELS * 1e6) {
    throw new Error(`${width} x ${height} pixels is over the limit of ${MEGAPIXELS} megapixels`);
  }
  const context = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
  if (!context) throw new Error("the browser gave no canvas");
  if (ground) {
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
  }
  context.drawImage(image, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return [width, height, new Uint8Array(data.buffer)];
}
