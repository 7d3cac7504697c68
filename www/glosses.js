// A dictionary: a line a word, `日本語<TAB>English`, gzipped.

let coming;

/** The English of each of `words`, or null; the dictionary is fetched once. */
export async function lookUp(address, words) {
  coming ??= read(address).catch((error) => {
    coming = undefined;
    throw error;
  });
  const text = await coming;
  return words.map((word) => {
    const start = text.indexOf(`\n${word}\t`);
    return start < 0 ? null : text.slice(start + word.length + 2, text.indexOf("\n", start + 1));
  });
}

async function read(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: the host answers ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Some hosts say of such a file that it is compressed on the way: then the browser has unpacked it already.
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const stream = new Blob([bytes]).stream();
  return `\n${await new Response(isPacked ? stream.pipeThrough(new DecompressionStream("gzip")) : stream).text()}`;
}
