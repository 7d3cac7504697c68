// What the files of a model are, whatever they are called: downloaded twice, renamed, or from a folder with many more.

const KINDS = [
  ["index", (it) => "weight_map" in it],
  ["tokenizer", (it) => typeof it.model === "object" && ("pre_tokenizer" in it || "added_tokens" in it)],
  ["preprocessor", (it) => ["image_processor", "image_mean", "crop_size", "do_resize", "image_processor_type", "feature_extractor_type"].some((key) => key in it)],
  ["config", (it) => "model_type" in it || "text_config" in it || "vision_config" in it],
];
// Of a file that is no JSON at all, the name says what it was meant to be.
const NAMES = [[/^tokenizer\b/, "tokenizer"], [/processor_config/, "preprocessor"], [/^config/, "config"]];
// Names of tensors that every CLIP in the format of transformers has.
const CLIP = /"(model\.)?(text_model|vision_model|text_projection|visual_projection|logit_scale)/;
const LONGEST_HEADER = 1e8;

/**
 * The parts of a model among `files`, each `[name, file]`: `[kind, name, file, number, count]`. Kinds are config,
 * preprocessor, tokenizer and weights; of weights that are cut into several files number and count say which of how many it
 * is, else they are 0. What is none is left out.
 */
export async function parts(files) {
  const all = await Promise.all(files.map(async ([name, file]) => [await kindOf(name, file), name, file, ...placeOf(name)]));
  const found = all.filter(([kind]) => kind && kind !== "index");
  const ofClip = found.some(([kind]) => kind === "weights");
  // Weights of another kind stand in only where there are none, to be refused by the name of what they lack.
  const wanted = found.filter(([kind]) => kind !== "other" || !ofClip);
  return wanted.map(([kind, ...rest]) => [kind === "other" ? "weights" : kind, ...rest]).sort((a, b) => a[3] - b[3]);
}

const placeOf = (name) => (/-(\d{5})-of-(\d{5})/.exec(name)?.slice(1) ?? [0, 0]).map(Number);

async function kindOf(name, file) {
  const start = new DataView(await file.slice(0, 9).arrayBuffer());
  if (start.byteLength === 9 && start.getUint8(8) === 0x7b) {
    const length = Number(start.getBigUint64(0, true));
    if (length > 1 && length <= LONGEST_HEADER) return CLIP.test(await file.slice(8, 8 + length).text()) ? "weights" : "other";
  }
  if (/\.safetensors$/i.test(name)) return "other";
  if (!/\.json$/i.test(name) && file.type !== "application/json") return null;
  try {
    // Python writes NaN, which is no JSON.
    const json = JSON.parse((await file.text()).replace(/-?\b(NaN|Infinity)\b/g, "null"));
    return KINDS.find(([, is]) => json && typeof json === "object" && is(json))?.[0] ?? null;
  } catch {
    return NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
  }
}
