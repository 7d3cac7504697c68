// NumPy's file of one array, in both directions: https://numpy.org/doc/2.4/reference/generated/numpy.lib.format.html.

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
// Of each kind of number how many bytes it has, and how a DataView reads it.
const NUMBERS = {
  f2: [2, (view, at, isLittle) => half(view.getUint16(at, isLittle))],
  f4: [4, (view, at, isLittle) => view.getFloat32(at, isLittle)],
  f8: [8, (view, at, isLittle) => view.getFloat64(at, isLittle)],
};

/**
 * The rows of a matrix of 16, 32 or 64 bit numbers, in whichever order of bytes and axes they lie: `row(at)` is a
 * Float32Array. Null where `bytes` hold anything else, or less than their header says.
 */
export function readNpy(bytes) {
  if (bytes.length < 12 || MAGIC.some((it, at) => bytes[at] !== it)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFirst = bytes[6] === 1;
  const start = isFirst ? 10 : 12;
  const data = start + (isFirst ? view.getUint16(8, true) : view.getUint32(8, true));
  const header = new TextDecoder().decode(bytes.subarray(start, data));
  const [, order, kind] = /'descr':\s*'([<>=|]?)(\w+)'/.exec(header) ?? [];
  const [, n, dims] = (/'shape':\s*\(\s*(\d+)\s*,\s*(\d+)\s*,?\s*\)/.exec(header) ?? []).map(Number);
  const isFortran = /'fortran_order':\s*True/.test(header);
  const [size, number] = NUMBERS[kind] ?? [];
  if (!number || !(data + n * dims * size <= bytes.length)) return null;
  const at = isFortran ? (row, column) => column * n + row : (row, column) => row * dims + column;
  const value = (row, column) => number(view, data + at(row, column) * size, order !== ">");
  return { n, dims, row: (row) => Float32Array.from({ length: dims }, (_, column) => value(row, column)) };
}

/** The file of `rows`, Float32Arrays of `dims` numbers. */
export function writeNpy(rows, dims) {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows.length}, ${dims}), }`;
  // What comes before the numbers is a multiple of 64 bytes.
  const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11) + "\n";
  const bytes = new Uint8Array(10 + padded.length + rows.length * dims * 4);
  bytes.set([...MAGIC, 1, 0, padded.length & 255, padded.length >> 8]);
  bytes.set(new TextEncoder().encode(padded), 10);
  rows.forEach((it, at) => bytes.set(new Uint8Array(it.buffer, it.byteOffset, dims * 4), 10 + padded.length + at * dims * 4));
  return bytes;
}

/** A number of 16 bits, as IEEE 754 has it. */
function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -24 * fraction);
}
