//! CLIP against the vectors that transformers gives for three tiny models; runs natively and in wasm.
//!
//! `golden/clip/make.py` made the models and the numbers.
#![cfg(feature = "engine")]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use ikesu::error::Result;
use ikesu::matrix::dot;
use ikesu::model::{Loader, Model};
use ikesu::picture::decode;
use serde_json::Value;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// How a model is begun: [`Loader::new`] or [`Loader::exact`].
type Begin = fn(&[u8], &[u8], &[u8]) -> Result<Loader>;

/// What the vectors must agree to: those of the reference, and those that the page makes of rounded numbers.
const MIN_COSINES: [(Begin, f32); 2] = [(Loader::exact, 0.99999), (Loader::new, 0.999)];

struct Golden {
    name: &'static str,
    files: [&'static [u8]; 4],
    expected: &'static str,
}

macro_rules! golden {
    ($name:literal) => {
        Golden {
            name: $name,
            files: [
                include_bytes!(concat!("golden/clip/", $name, "/config.json")),
                include_bytes!(concat!("golden/clip/", $name, "/preprocessor_config.json")),
                include_bytes!(concat!("golden/clip/", $name, "/tokenizer.json")),
                include_bytes!(concat!("golden/clip/", $name, "/model.safetensors")),
            ],
            expected: include_str!(concat!("golden/clip/", $name, "/expected.json")),
        }
    };
}

const PICTURES: [(&str, &[u8]); 5] = [
    ("alpha.png", include_bytes!("golden/clip/pictures/alpha.png")),
    ("fish.png", include_bytes!("golden/clip/pictures/fish.png")),
    ("grey.png", include_bytes!("golden/clip/pictures/grey.png")),
    ("noise.png", include_bytes!("golden/clip/pictures/noise.png")),
    ("palette.png", include_bytes!("golden/clip/pictures/palette.png")),
];

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn quick_gelu_with_the_legacy_end_token_in_f32() {
    check(&golden!("legacy"));
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn gelu_with_another_eps_in_f16() {
    check(&golden!("gelu"));
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn an_end_token_that_is_not_the_largest_id_in_bf16() {
    check(&golden!("extra"));
}

fn load(golden: &Golden, begin: Begin) -> Model {
    let [config, preprocessor, tokenizer, weights] = golden.files;
    let mut loader = begin(config, preprocessor, tokenizer).unwrap();
    // No multiple of a number's size, so that chunks cut numbers.
    weights.chunks(1001).for_each(|chunk| loader.push(chunk).unwrap());
    loader.finish().unwrap()
}

#[track_caller]
fn check(golden: &Golden) {
    MIN_COSINES.into_iter().for_each(|(begin, min_cosine)| check_at(golden, begin, min_cosine));
}

#[track_caller]
fn check_at(golden: &Golden, begin: Begin, min_cosine: f32) {
    let clip = load(golden, begin);
    let expected: Value = serde_json::from_str(golden.expected).unwrap();
    assert_eq!(clip.n_parameters(), expected["n_parameters"].as_u64().unwrap());
    assert!((f64::from(clip.logit_scale()) - expected["logit_scale"].as_f64().unwrap()).abs() < 1e-4);
    let list = |key: &str| expected[key].as_array().unwrap().clone();
    for case in list("pictures") {
        let file = case["file"].as_str().unwrap();
        let (_, bytes) = PICTURES.iter().find(|it| it.0 == file).unwrap();
        let vector = clip.embed_picture(&decode(bytes).unwrap()).unwrap();
        check_vector(golden.name, file, &vector, &case["vector"], min_cosine);
    }
    for case in list("texts") {
        let text = case["text"].as_str().unwrap();
        let ids: Vec<u64> = clip.tokenizer().unwrap().ids(text).unwrap().into_iter().map(u64::from).collect();
        assert_eq!(Value::from(ids), case["ids"], "{text}");
        check_vector(golden.name, text, &clip.embed_text(text).unwrap(), &case["vector"], min_cosine);
    }
    let prompts = &expected["prompts"];
    let templates: Vec<String> =
        prompts["templates"].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect();
    let vector = clip.embed_prompts(prompts["text"].as_str().unwrap(), &templates).unwrap();
    check_vector(golden.name, "prompts", &vector, &prompts["vector"], min_cosine);
    let bare = clip.embed_prompts("crab", &[]).unwrap();
    assert_eq!(bare, clip.embed_text("crab").unwrap());
}

#[track_caller]
fn check_vector(model: &str, what: &str, vector: &[f32], expected: &Value, min_cosine: f32) {
    let expected: Vec<f32> = expected.as_array().unwrap().iter().map(|it| it.as_f64().unwrap() as f32).collect();
    assert_eq!(vector.len(), expected.len());
    assert!((dot(vector, vector) - 1.0).abs() < 1e-5, "{model}, {what}: length {}", dot(vector, vector));
    let cosine = dot(vector, &expected);
    assert!(cosine >= min_cosine, "{model}, {what}: cosine {cosine}");
}
