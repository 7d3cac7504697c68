//! What rounding costs: the page's towers against the same in `f32`.
#![cfg(all(feature = "engine", feature = "draw", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot read its files has failed")]

use std::path::Path;

use ikesu::error::Result;
use ikesu::matrix::dot;
use ikesu::model::clip::Config;
use ikesu::model::{Loader, Model};
use ikesu::picture::{decode, decode_for};
use ikesu::rng::Rng;
use serde_json::{Map, Value, json};

/// How a model is begun: [`Loader::new`] or [`Loader::exact`].
type Begin = fn(&[u8], &[u8], &[u8]) -> Result<Loader>;

/// The least cosine between the vectors of both.
const MIN_COSINE: f32 = 0.999;
/// The same where a few channels are far larger than the rest.
const MIN_OUTLIER_COSINE: f32 = 0.995;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("models/demo").join(name)).unwrap()
}

fn load(config: &[u8], weights: &[u8], begin: Begin) -> Model {
    let [preprocessor, tokenizer] = ["preprocessor_config.json", "tokenizer.json"].map(file);
    let mut loader = begin(config, &preprocessor, &tokenizer).unwrap();
    loader.push(weights).unwrap();
    loader.finish().unwrap()
}

fn demo(begin: Begin) -> Model {
    load(&file("config.json"), &file("model.safetensors"), begin)
}

/// Random towers as wide as TinyCLIP's, begun as transformers begins them, with a `share` of the gains of layer norms and
/// of the outputs of perceptrons `low` to `high` times the rest, for real CLIP weights have such channels.
fn random(share: f32, [low, high]: [f32; 2]) -> (Vec<u8>, Vec<u8>) {
    let mut config: Value = serde_json::from_slice(&file("config.json")).unwrap();
    for tower in ["text_config", "vision_config"] {
        for (key, value) in [("hidden_size", 256), ("intermediate_size", 1024), ("num_attention_heads", 4)] {
            config[tower][key] = json!(value);
        }
    }
    let config = serde_json::to_vec(&config).unwrap();
    let read = Config::from_json(&config).unwrap();
    let n_layers = read.vision_config.encoder.num_hidden_layers as f32;
    let mut rng = Rng::new(9);
    let (mut header, mut body) = (Map::new(), Vec::new());
    for (name, shape) in read.tensors() {
        let channels = shape.first().copied().unwrap_or(1);
        let k = shape.iter().product::<usize>() / channels;
        let start = body.len();
        let is_norm = name.contains("norm");
        let has_outliers = is_norm && name.ends_with("weight") || name.ends_with("fc2.weight");
        for _ in 0..channels {
            let factor = if has_outliers && rng.uniform() < share { rng.between(low, high) } else { 1.0 };
            for _ in 0..k {
                let spread = match name.as_str() {
                    it if it.ends_with("bias") || it == "logit_scale" => 0.0,
                    it if it.contains("embedding") => 0.02,
                    it if it.contains("fc1") => (2.0 * k as f32).powf(-0.5),
                    it if it.contains("encoder") => (2.0 * n_layers * k as f32).powf(-0.5),
                    _ => (k as f32).powf(-0.5),
                };
                let number = if is_norm && name.ends_with("weight") { 1.0 } else { spread * rng.normal() };
                body.extend((factor * number).to_le_bytes());
            }
        }
        header.insert(name, json!({ "dtype": "F32", "shape": shape, "data_offsets": [start, body.len()] }));
    }
    let header = serde_json::to_vec(&header).unwrap();
    (config, [&(header.len() as u64).to_le_bytes()[..], &header, &body].concat())
}

/// The least cosine over `n` pictures of noise.
fn noise(exact: &Model, ours: &Model, n: u32, what: &str) -> f32 {
    let side = exact.image_size();
    let mut rng = Rng::new(4);
    let cosines = (0..n).map(|_| {
        let pixels: Vec<f32> = (0..3 * side * side).map(|_| rng.between(-2.0, 2.0)).collect();
        dot(&exact.embed_pixel_values(pixels.clone()).unwrap(), &ours.embed_pixel_values(pixels).unwrap())
    });
    least(cosines, what)
}

fn names(exact: &Model, ours: &Model, what: &str) -> f32 {
    let names = ikesu::creatures::CATALOG.iter().map(|it| it.name);
    least(names.map(|it| dot(&exact.embed_text(it).unwrap(), &ours.embed_text(it).unwrap())), what)
}

fn least(cosines: impl Iterator<Item = f32>, what: &str) -> f32 {
    let least = cosines.fold(f32::INFINITY, f32::min);
    println!("{what}: least cosine {least}");
    least
}

#[test]
fn the_demo_model_loses_next_to_nothing() {
    let [exact, ours] = [demo(Loader::exact), demo(Loader::new)];
    assert!(noise(&exact, &ours, 200, "200 pictures of noise") >= MIN_COSINE);
    assert!(names(&exact, &ours, "93 names") >= MIN_COSINE);
}

#[test]
fn random_weights_lose_little_with_and_without_outliers() {
    let cases = [
        (0.0, [1.0; 2], MIN_COSINE),
        (0.005, [20.0, 60.0], MIN_OUTLIER_COSINE),
        // Nothing is asked of these, but that there is a vector.
        (0.002, [1000.0; 2], -1.0),
    ];
    for (share, outlier, min_cosine) in cases {
        let (config, weights) = random(share, outlier);
        let [exact, ours] = [load(&config, &weights, Loader::exact), load(&config, &weights, Loader::new)];
        let what = |it: &str| format!("random weights, {share} of the channels {outlier:?} times, {it}");
        assert!(noise(&exact, &ours, 20, &what("noise")) >= min_cosine);
        assert!(names(&exact, &ours, &what("names")) >= min_cosine);
    }
}

#[test]
fn photos_lose_next_to_nothing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/material/photos/seafood");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return;
    };
    let [exact, ours] = [demo(Loader::exact), demo(Loader::new)];
    let paths =
        files.map(|it| it.unwrap().path()).filter(|it| it.extension().is_some_and(|it| it == "jpg" || it == "jpeg"));
    let photos = paths.map(|it| decode(&std::fs::read(it).unwrap()).unwrap());
    let photos = photos.map(|it| dot(&exact.embed_picture(&it).unwrap(), &ours.embed_picture(&it).unwrap()));
    assert!(least(photos, "photos") >= MIN_COSINE);
}

/// Large photos as a phone makes them: enlarged, with the noise of a sensor, as JPEG. The vectors of what is
/// decoded small and of the whole.
#[test]
fn large_jpegs_lose_next_to_nothing_when_they_are_decoded_small() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut rng = Rng::new(7);
    let clip = demo(Loader::new);
    let mut cosines = Vec::new();
    // Photos where there are any, and the pictures of the towers' tests.
    for folder in ["../shared/material/photos/seafood", "tests/golden/clip/pictures"] {
        let Ok(files) = std::fs::read_dir(root.join(folder)) else {
            println!("skipped: {folder} is not there");
            continue;
        };
        let mut paths: Vec<_> = files.map(|it| it.unwrap().path()).collect();
        paths.retain(|it| it.extension().is_some_and(|it| it == "jpg" || it == "png"));
        paths.sort();
        for path in paths.iter().take(8) {
            let file = large(&std::fs::read(path).unwrap(), &mut rng);
            let (whole, small) = (decode(&file).unwrap(), decode_for(&file, clip.preprocessor().edge()).unwrap());
            assert_eq!((whole.step, small.step), (1, 4));
            assert_eq!((whole.width, whole.height, whole.format), (small.width, small.height, small.format));
            assert_eq!(whole.rgb.len(), 16 * small.rgb.len());
            cosines.push(dot(&clip.embed_picture(&whole).unwrap(), &clip.embed_picture(&small).unwrap()));
        }
    }
    assert!(least(cosines.into_iter(), "large photos and pictures") >= MIN_COSINE);
}

/// 2,560 x 1,920 pixels of it.
fn large(file: &[u8], rng: &mut Rng) -> Vec<u8> {
    let picture = image::load_from_memory(file).unwrap();
    let mut picture = picture.resize_exact(2560, 1920, image::imageops::FilterType::CatmullRom).into_rgb8();
    for pixel in picture.pixels_mut() {
        let noise = rng.between(-8.0, 8.0);
        pixel.0 = pixel.0.map(|it| (f32::from(it) + noise).clamp(0.0, 255.0) as u8);
    }
    let mut file = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, 90).encode_image(&picture).unwrap();
    file
}
