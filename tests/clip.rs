//! CLIP natively: the tokenizer's ids, candle's own towers, files that are wrong, and stepping.
#![cfg(all(feature = "engine", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot read its files has failed")]

use std::path::{Path, PathBuf};

use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::clip::{ClipConfig, ClipModel, text_model, vision_model};
use ikesu::error::{Error, Result, flatten};
use ikesu::matrix::{dot, normalize};
use ikesu::model::clip::Config;
use ikesu::model::{Loader, Model, Tokenizer, quantise};
use ikesu::picture::{Picture, decode};
use serde_json::{Value, json};

/// How a model is begun: [`Loader::new`] or [`Loader::exact`].
type Begin = fn(&[u8], &[u8], &[u8]) -> Result<Loader>;

/// A model's four files, to be spoilt.
#[derive(Clone)]
struct Files {
    config: Vec<u8>,
    preprocessor: Vec<u8>,
    tokenizer: Vec<u8>,
    weights: Vec<u8>,
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/clip")
}

fn files(name: &str) -> Files {
    let read = |file: &str| std::fs::read(golden().join(name).join(file)).unwrap();
    Files {
        config: read("config.json"),
        preprocessor: read("preprocessor_config.json"),
        tokenizer: read("tokenizer.json"),
        weights: read("model.safetensors"),
    }
}

impl Files {
    fn load(&self, chunk_bytes: usize) -> Result<Model> {
        self.load_at(chunk_bytes, Loader::new)
    }

    fn load_at(&self, chunk_bytes: usize, begin: Begin) -> Result<Model> {
        let mut loader = begin(&self.config, &self.preprocessor, &self.tokenizer)?;
        self.weights.chunks(chunk_bytes).try_for_each(|chunk| loader.push(chunk))?;
        loader.finish()
    }

    /// The safetensors header as JSON, changed by `change`, before the same tensor bytes.
    fn with_header(mut self, change: impl Fn(&mut Value)) -> Self {
        let (mut header, body) = self.header();
        change(&mut header);
        let text = serde_json::to_vec(&header).unwrap();
        let body = body.to_vec();
        self.weights = [&(text.len() as u64).to_le_bytes()[..], &text, &body].concat();
        self
    }

    fn header(&self) -> (Value, &[u8]) {
        let length = u64::from_le_bytes(*self.weights.first_chunk().unwrap()) as usize;
        let (header, body) = self.weights[8..].split_at(length);
        (serde_json::from_slice(header).unwrap(), body)
    }

    fn with_config(mut self, pointer: &str, value: Value) -> Self {
        let mut config: Value = serde_json::from_slice(&self.config).unwrap();
        *config.pointer_mut(pointer).unwrap() = value;
        self.config = serde_json::to_vec(&config).unwrap();
        self
    }

    /// Overwrites the first number of an f32 tensor.
    fn with_number(mut self, name: &str, number: f32) -> Self {
        let (header, body) = self.header();
        let at = self.weights.len() - body.len() + header[name]["data_offsets"][0].as_u64().unwrap() as usize;
        self.weights[at..at + 4].copy_from_slice(&number.to_le_bytes());
        self
    }

    #[track_caller]
    fn error(&self) -> Error {
        match self.load(4096) {
            Err(err) => {
                println!("{}", flatten(&err));
                err
            }
            Ok(_) => panic!("loaded"),
        }
    }
}

const Q_PROJ: &str = "vision_model.encoder.layers.1.self_attn.q_proj.weight";

#[test]
fn ids_are_those_of_hugging_face() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/material/clip/tokenizer");
    if !folder.exists() {
        println!("skipped: ../shared is absent");
        return;
    }
    let read = |file: &str| std::fs::read(folder.join(file)).unwrap();
    let config = Config::from_json(&read("config.json")).unwrap().text_config;
    let json = read("tokenizer.json");
    let tokenizer = Tokenizer::from_bytes(&json, config.max_position_embeddings).unwrap();
    let uncut = Tokenizer::from_bytes(&json, usize::MAX).unwrap();
    let cases: Value = serde_json::from_slice(&read("vectors.json")).unwrap();
    let cases = cases["vectors"].as_array().unwrap();
    let mut n_cut = 0;
    for case in cases {
        let text = case["text"].as_str().unwrap();
        // NFKC makes others of these before the tokenizer sees them (tests/models.rs).
        if ["ﬁsh", "½ fish"].contains(&text) {
            continue;
        }
        let mut expected: Vec<u32> =
            case["ids"].as_array().unwrap().iter().map(|it| it.as_u64().unwrap() as u32).collect();
        assert_eq!(uncut.ids(text).unwrap(), expected, "{text:?}");
        if expected.len() > 77 {
            expected.truncate(76);
            expected.push(49_407);
            n_cut += 1;
        }
        assert_eq!(tokenizer.ids(text).unwrap(), expected, "{text:?}");
    }
    println!("{} texts, {n_cut} of them cut", cases.len());
    assert!(cases.len() > 20 && n_cut > 0);
}

#[test]
fn truncation_and_padding_in_the_tokenizer_are_overridden() {
    let mut files = files("legacy");
    let plain = files.load(4096).unwrap();
    let mut json: Value = serde_json::from_slice(&files.tokenizer).unwrap();
    json["truncation"] = json!({"direction": "Right", "max_length": 5, "strategy": "LongestFirst", "stride": 0});
    json["padding"] = json!({"strategy": {"Fixed": 77}, "direction": "Right", "pad_to_multiple_of": null,
        "pad_id": 0, "pad_type_id": 0, "pad_token": "!"});
    files.tokenizer = serde_json::to_vec(&json).unwrap();
    let text = "a drawing of the silver fish";
    let ids = files.load(4096).unwrap().tokenizer().unwrap().ids(text).unwrap();
    assert_eq!(ids, plain.tokenizer().unwrap().ids(text).unwrap());
    assert!(ids.len() > 5 && ids.len() < 77);
}

#[test]
fn the_towers_are_those_of_candle_where_candle_can_do_the_model() {
    let files = files("legacy");
    let clip = files.load_at(usize::MAX, Loader::exact).unwrap();
    let theirs = candle_model(&files, &Config::from_json(&files.config).unwrap());
    let values: Vec<f32> = (0..3 * 32 * 32).map(|it| ((it * 37 % 101) as f32 - 50.0) / 25.0).collect();
    let pixels = Tensor::from_slice(&values, (1, 3, 32, 32), &Device::Cpu).unwrap();
    let features = theirs.get_image_features(&pixels).unwrap();
    check_same(&clip.embed_pixel_values(values).unwrap(), &features);
    for text in ["a fish", "マグロの写真", "🐟", "a <|endoftext|> b"] {
        let ids =
            Tensor::new(clip.tokenizer().unwrap().ids(text).unwrap(), &Device::Cpu).unwrap().unsqueeze(0).unwrap();
        check_same(&clip.embed_text(text).unwrap(), &theirs.get_text_features(&ids).unwrap());
    }
}

fn candle_model(files: &Files, config: &Config) -> ClipModel {
    let (text, vision) = (&config.text_config, &config.vision_config);
    let theirs = ClipConfig {
        text_config: text_model::ClipTextConfig {
            vocab_size: text.vocab_size,
            embed_dim: text.encoder.hidden_size,
            activation: text_model::Activation::QuickGelu,
            intermediate_size: text.encoder.intermediate_size,
            max_position_embeddings: text.max_position_embeddings,
            pad_with: None,
            num_hidden_layers: text.encoder.num_hidden_layers,
            num_attention_heads: text.encoder.num_attention_heads,
            projection_dim: config.projection_dim,
        },
        vision_config: vision_model::ClipVisionConfig {
            embed_dim: vision.encoder.hidden_size,
            activation: text_model::Activation::QuickGelu,
            intermediate_size: vision.encoder.intermediate_size,
            num_hidden_layers: vision.encoder.num_hidden_layers,
            num_attention_heads: vision.encoder.num_attention_heads,
            projection_dim: config.projection_dim,
            num_channels: 3,
            image_size: vision.image_size,
            patch_size: vision.patch_size,
        },
        logit_scale_init_value: 2.6592,
        image_size: vision.image_size,
    };
    let vb = VarBuilder::from_buffered_safetensors(files.weights.clone(), DType::F32, &Device::Cpu).unwrap();
    ClipModel::new(vb, &theirs).unwrap()
}

#[track_caller]
fn check_same(ours: &[f32], theirs: &Tensor) {
    let mut theirs: Vec<f32> = theirs.flatten_all().unwrap().to_vec1().unwrap();
    normalize(&mut theirs).unwrap();
    let cosine = dot(ours, &theirs);
    let largest = ours.iter().zip(&theirs).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(cosine >= 0.999_999 && largest < 1e-5, "cosine {cosine}, largest difference {largest}");
}

#[test]
fn chunks_of_any_size_and_steps_of_any_number_give_the_same() {
    let picture = decode(&std::fs::read(golden().join("pictures/fish.png")).unwrap()).unwrap();
    for name in ["legacy", "gelu", "extra"] {
        let files = files(name);
        let whole = files.load(usize::MAX).unwrap();
        let vector = whole.embed_picture(&picture).unwrap();
        for chunk_bytes in [1, 3, 7, 65_536] {
            let clip = files.load(chunk_bytes).unwrap();
            assert_eq!(clip.embed_picture(&picture).unwrap(), vector, "{name}, {chunk_bytes}");
            assert_eq!(clip.fingerprint(), whole.fingerprint());
        }
        let mut pass = whole.begin_picture(&picture).unwrap();
        let mut n_steps = 1;
        while !pass.step(&whole).unwrap().is_complete() {
            n_steps += 1;
        }
        assert_eq!(n_steps, 4, "two a layer");
        assert_eq!(pass.finish(&whole).unwrap(), vector);
    }
}

#[test]
fn a_file_of_small_integers_makes_the_model_that_it_was_made_of() {
    let picture = decode(&std::fs::read(golden().join("pictures/fish.png")).unwrap()).unwrap();
    for name in ["legacy", "gelu", "extra"] {
        let files = files(name);
        let small = Files { weights: quantise(&files.config, &files.weights).unwrap(), ..files.clone() };
        assert_eq!(quantise(&small.config, &small.weights).unwrap(), small.weights, "it is rounded once and for all");
        for chunk_bytes in [1, 4096] {
            let [small, other] = [&small, &files].map(|it| it.load(chunk_bytes).unwrap());
            assert_eq!(small.embed_picture(&picture).unwrap(), other.embed_picture(&picture).unwrap(), "{name}");
            assert_eq!(small.embed_text("a fish").unwrap(), other.embed_text("a fish").unwrap(), "{name}");
        }
        // The reference reads it, too.
        let [exact, ours] = [Loader::exact as Begin, Loader::new].map(|it| small.load_at(4096, it).unwrap());
        let cosine = dot(&exact.embed_picture(&picture).unwrap(), &ours.embed_picture(&picture).unwrap());
        assert!(cosine >= 0.9999, "{name}: {cosine}");
    }
}

#[test]
fn small_integers_without_their_scales_are_refused() {
    let files = files("legacy");
    let small = Files { weights: quantise(&files.config, &files.weights).unwrap(), ..files };
    let scales = format!("{Q_PROJ}_scale");
    let missing = small.clone().with_header(|it| {
        let entry = it.as_object_mut().unwrap().remove(&scales).unwrap();
        it["another"] = entry;
    });
    assert!(matches!(missing.error(), Error::TensorMissing { name } if name == scales));
    let misshapen = small.clone().with_header(|it| it[&scales]["shape"] = json!([16, 2]));
    assert!(matches!(misshapen.error(), Error::TensorShape { name, .. } if name == scales));
    // Of another tensor of the same shape, whose scales lie further on.
    let other = Q_PROJ.replace("layers.1", "layers.0");
    let swapped = small.clone().with_header(|it| {
        let (one, two) = (it[&scales].clone(), it[format!("{other}_scale")].clone());
        it[&scales] = two;
        it[format!("{other}_scale")] = one;
    });
    assert!(matches!(swapped.error(), Error::ModelFile { file: "model.safetensors", .. }));
    let added = small.clone().with_header(|it| it["logit_scale"]["dtype"] = json!("I8"));
    assert!(matches!(added.error(), Error::TensorType { name, .. } if name == "logit_scale"));
    let too_small = small.clone().with_number(Q_PROJ, f32::from_le_bytes([0x80; 4]));
    assert!(matches!(too_small.error(), Error::ModelFile { .. }));
    let spoilt = small.with_number(&scales, f32::NAN);
    assert!(matches!(spoilt.error(), Error::TensorNotFinite { name } if name == scales));
}

#[test]
fn texts_together_are_the_same_as_one_by_one() {
    let texts = ["a fish", "マグロの写真", "", "a drawing of the silver fish", "🐟"];
    for begin in [Loader::exact, Loader::new] {
        let clip = files("legacy").load_at(usize::MAX, begin).unwrap();
        let together = clip.embed_texts(&texts).unwrap();
        for (text, vector) in texts.iter().zip(together.iter()) {
            assert_eq!(clip.embed_text(text).unwrap(), vector, "{text:?}");
        }
        assert!(clip.embed_texts(&[]).unwrap().is_empty());
    }
}

#[test]
fn the_fingerprint_is_of_all_four_files() {
    let files = files("legacy");
    let fingerprint = |files: &Files| {
        let mut loader = Loader::new(&files.config, &files.preprocessor, &files.tokenizer).unwrap();
        loader.push(&files.weights).unwrap();
        assert_eq!(loader.total_bytes(), Some(files.weights.len() as u64));
        let fingerprint = loader.fingerprint();
        assert_eq!(loader.finish().unwrap().fingerprint(), fingerprint);
        fingerprint
    };
    let with_space = |json: &[u8]| [json, b" "].concat();
    let mut found = vec![
        fingerprint(&files),
        fingerprint(&Files { config: with_space(&files.config), ..files.clone() }),
        fingerprint(&Files { preprocessor: with_space(&files.preprocessor), ..files.clone() }),
        fingerprint(&Files { tokenizer: with_space(&files.tokenizer), ..files.clone() }),
    ];
    assert!(found.iter().all(|it| it.len() == 64 && it.bytes().all(|it| it.is_ascii_hexdigit())));
    assert_eq!(fingerprint(&files), found[0]);
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 4);
}

#[test]
fn a_tensor_that_is_missing_misshapen_or_of_another_type_is_named() {
    let files = files("legacy");
    let missing = files.clone().with_header(|it| {
        let tensor = it.as_object_mut().unwrap().remove("logit_scale").unwrap();
        it["another"] = tensor;
    });
    assert!(matches!(missing.error(), Error::TensorMissing { name } if name == "logit_scale"));
    let shape = files.clone().with_header(|it| it[Q_PROJ]["shape"] = json!([16, 64]));
    assert!(matches!(shape.error(), Error::TensorShape { name, expected, found }
        if name == Q_PROJ && expected == [32, 32] && found == [16, 64]));
    let dtype = files.clone().with_header(|it| it[Q_PROJ]["dtype"] = json!("I32"));
    assert!(matches!(dtype.error(), Error::TensorType { name, dtype } if name == Q_PROJ && dtype == "I32"));
    let half = files.clone().with_header(|it| it[Q_PROJ]["dtype"] = json!("F16"));
    assert!(matches!(half.error(), Error::ModelFile { file: "model.safetensors", .. }));
    let wider = files.clone().with_config("/vision_config/hidden_size", json!(64));
    assert!(matches!(wider.error(), Error::TensorShape { .. }));
    let deeper = files.clone().with_config("/text_config/num_hidden_layers", json!(3));
    assert!(
        matches!(deeper.error(), Error::TensorMissing { name } if name.starts_with("text_model.encoder.layers.2."))
    );
    for number in [f32::NAN, f32::INFINITY] {
        let spoilt = files.clone().with_number(Q_PROJ, number);
        assert!(matches!(spoilt.error(), Error::TensorNotFinite { name } if name == Q_PROJ));
    }
}

#[test]
fn misshapen_headers_are_refused() {
    let files = files("legacy");
    let is_model_file = |err: Error| matches!(err, Error::ModelFile { file: "model.safetensors", .. });
    let overlapping = files.clone().with_header(|it| {
        let end = it[Q_PROJ]["data_offsets"][1].as_u64().unwrap();
        it[Q_PROJ]["data_offsets"] = json!([end - 4100, end - 4]);
    });
    assert!(is_model_file(overlapping.error()));
    let backwards = files.clone().with_header(|it| it[Q_PROJ]["data_offsets"] = json!([9000, 100]));
    assert!(is_model_file(backwards.error()));
    let nonsense = files.clone().with_header(|it| it[Q_PROJ] = json!("nonsense"));
    assert!(is_model_file(nonsense.error()));
    let mut longer = files.clone();
    longer.weights.push(0);
    assert!(is_model_file(longer.error()));
    let mut huge = files.clone();
    huge.weights[..8].copy_from_slice(&(1_u64 << 40).to_le_bytes());
    assert!(is_model_file(huge.error()));
}

#[test]
fn tensors_nobody_asked_for_are_skipped() {
    // Old checkpoints hold the positions' numbers as integers.
    let old = files("legacy").with_header(|it| {
        let end = it.as_object().unwrap().values().filter_map(|it| it["data_offsets"][1].as_u64()).max().unwrap();
        it["vision_model.embeddings.position_ids"] =
            json!({"dtype": "I64", "shape": [1, 17], "data_offsets": [end, end + 136]});
    });
    let old = Files { weights: [old.weights.clone(), vec![255; 136]].concat(), ..old };
    let picture = Picture { width: 1, height: 1, step: 1, orientation: 1, rgb: vec![1, 2, 3], format: "test" };
    let vector = old.load(999).unwrap().embed_picture(&picture).unwrap();
    assert_eq!(vector, files("legacy").load(4096).unwrap().embed_picture(&picture).unwrap());
}

#[test]
fn a_file_that_breaks_off_says_how_far_it_came() {
    let files = files("legacy");
    let total = files.weights.len() as u64;
    for length in [0, 5, 8, 100, 8000, files.weights.len() - 1] {
        let cut = Files { weights: files.weights[..length].to_vec(), ..files.clone() };
        let Error::Truncated { expected, found, .. } = cut.error() else { panic!("{length}") };
        assert_eq!(found, length as u64);
        assert!(expected > found && expected <= total);
    }
}

#[test]
fn what_is_no_checkpoint_is_shown() {
    for start in
        ["<!DOCTYPE html><html><head><title>404", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a"]
    {
        for chunk_bytes in [1, 4096] {
            let page = Files { weights: start.repeat(9).into_bytes(), ..files("legacy") };
            let message = flatten(&page.load(chunk_bytes).err().unwrap());
            assert!(message.contains("no safetensors file") && message.contains(&start[..8]), "{message}");
        }
    }
}

#[test]
fn configurations_of_other_models_are_refused() {
    let check = |pointer: &str, value: Value, key: &str| match files("legacy").with_config(pointer, value).error() {
        Error::ModelConfig { file: "config.json", key: found, .. } => assert_eq!(found, key),
        other => panic!("{other:?}"),
    };
    check("/model_type", json!("chinese_clip"), "model_type");
    check("/vision_config/hidden_act", json!("relu"), "vision_config.hidden_act");
    // The tokenizer ends texts with 629.
    check("/text_config/eos_token_id", json!(600), "text_config.eos_token_id");
    let preprocessor = Files { preprocessor: b"{}".to_vec(), ..files("legacy") };
    assert!(matches!(preprocessor.error(), Error::ModelConfig { file: "preprocessor_config.json", .. }));
    let tokenizer = Files { tokenizer: b"{}".to_vec(), ..files("legacy") };
    assert!(matches!(tokenizer.error(), Error::ModelFile { file: "tokenizer.json", .. }));
    let page = Files { config: b"<!DOCTYPE html>".to_vec(), ..files("legacy") };
    assert!(matches!(page.error(), Error::ModelFile { file: "config.json", .. }));
}

#[test]
fn vectors_without_direction_are_errors() {
    let files = files("legacy");
    let (header, _) = files.header();
    let mut silent = files.clone();
    let (start, end) =
        (8 + files.weights.len() - files.header().1.len() - 8, &header["text_projection.weight"]["data_offsets"]);
    let range = start + end[0].as_u64().unwrap() as usize..start + end[1].as_u64().unwrap() as usize;
    silent.weights[range].fill(0);
    assert!(matches!(silent.load(4096).unwrap().embed_text("a fish"), Err(Error::ZeroRow { .. })));
    // Finite by itself, but not what comes out.
    let loud =
        files.with_number("visual_projection.weight", f32::MAX).with_number("vision_model.post_layernorm.bias", 1e30);
    let picture = Picture { width: 2, height: 2, step: 1, orientation: 1, rgb: vec![90; 12], format: "test" };
    assert!(matches!(loud.load(4096).unwrap().embed_picture(&picture), Err(Error::NotFinite { .. })));
    let clip = loud.load(4096).unwrap();
    assert!(matches!(clip.embed_pixel_values(vec![0.0; 5]), Err(Error::Ragged { values: 5, dims: 3072 })));
}

#[test]
fn texts_of_any_kind_have_vectors() {
    let clip = files("extra").load(4096).unwrap();
    let long = "🐟".repeat(10_000);
    for text in ["", " ", "\u{0}", "\u{feff}\u{200d}", "e\u{301}", &long, "<|startoftext|><|endoftext|>", "{}"] {
        let vector = clip.embed_text(text).unwrap();
        assert!((dot(&vector, &vector) - 1.0).abs() < 1e-5);
        assert!(clip.tokenizer().unwrap().ids(text).unwrap().len() <= 20);
    }
    let templates = ["{} {}".to_owned(), "no place".to_owned()];
    assert_eq!(clip.embed_prompts("crab", &templates).unwrap().len(), clip.dims());
}
